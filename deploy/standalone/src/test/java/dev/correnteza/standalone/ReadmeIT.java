package dev.correnteza.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.standalone.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the root README, in its order. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReadmeIT {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final String LAUNCHER = "deploy/correnteza ";
    private static final String TESTS = "mvn verify";

    @TempDir
    private Path directory;

    @Test
    void runsEveryCommandOfTheReadme() throws Exception {
        List<String> commands = commands();
        // The first starts the stack, the last is what runs this test.
        assertThat(commands).startsWith(LAUNCHER + "up").contains(TESTS);

        try (RunningStack stack = RunningStack.start(directory)) {
            for (String command : commands) {
                if (command.startsWith(LAUNCHER) && !command.equals(LAUNCHER + "up")) {
                    succeeds(stack.program(), command);
                }
            }
        }
    }

    // What was sent a moment ago may be on its way still.
    private static void succeeds(Program program, String command) {
        String[] words = command.substring(LAUNCHER.length()).split(" ");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Result result = program.run(words);
            assertThat(result.code()).as(command + ": " + result.err()).isZero();
            assertThat(result.out()).as(command).isNotBlank();
        });
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line);
            }
        }
        return commands;
    }
}
