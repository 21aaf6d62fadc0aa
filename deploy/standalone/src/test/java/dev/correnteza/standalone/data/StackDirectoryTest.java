package dev.correnteza.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {
    @TempDir
    private Path path;

    @Test
    void holdsOneStackAtATime() throws IOException, StackDirectory.InUse {
        StackDirectory directory = StackDirectory.at(path);

        try (var lock = directory.lock()) {
            assertThat(lock).isNotNull();
            assertThatExceptionOfType(StackDirectory.InUse.class)
                    .isThrownBy(directory::lock)
                    .withMessageContaining(path.toString())
                    .withMessageContaining("correnteza down");
        }
        directory.lock().close();
    }

    @Test
    void isBelowTheUsersDataWhenNobodySaysOtherwise() {
        assertThat(StackDirectory.standard(Map.of(), "/home/ana")).hasToString("/home/ana/.local/share/correnteza");
        assertThat(StackDirectory.standard(Map.of("XDG_DATA_HOME", "/srv/data"), "/home/ana"))
                .hasToString("/srv/data/correnteza");
    }

    @Test
    void tellsOfNoStackWhoseProcessEnded() throws IOException {
        StackDirectory directory = StackDirectory.at(path);
        ProcessHandle self = ProcessHandle.current();
        StackState state = new StackState(
                self.pid(),
                StackState.startedAt(self),
                Ports.of(null, Map.of()).asMap(),
                Map.of(Part.POSTGRES, 1L),
                2,
                java.time.Instant.parse("2026-01-31T12:00:00Z"),
                6_500L,
                true,
                1);

        state.write(directory);
        assertThat(StackState.running(directory)).contains(state);

        StackState ofAnotherProcess = new StackState(
                state.pid(),
                state.pidStartedAt() - 60_000,
                state.ports(),
                state.pids(),
                state.servicesPid(),
                state.startedAt(),
                state.readyAfterMs(),
                true,
                1);
        ofAnotherProcess.write(directory);
        assertThat(StackState.running(directory)).isEmpty();
    }
}
