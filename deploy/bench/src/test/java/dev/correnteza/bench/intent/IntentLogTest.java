package dev.correnteza.bench.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.bench.intent.IntentLine.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentLogTest {
    private static final int LINES = 3;

    private final List<IntentLine> read = new ArrayList<>();

    @TempDir
    Path directory;

    private Path file;
    private IntentLog log;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("intents.log");
        log = IntentLog.open(file);
        log.posted(7, "payment-events", "abc");
        log.answered(7, "payment-events", "abc", 200);
        log.answered(8, "payment-events", "def", 0);
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        log.closeAndRead(read::add);

        assertThat(read).extracting(IntentLine::event).containsExactly(Event.POSTED, Event.ANSWERED, Event.ANSWERED);
        assertThat(read).extracting(IntentLine::id).containsExactly(7L, 7L, 8L);
        assertThat(read).extracting(IntentLine::status).containsExactly(0, 200, 0);
        assertThat(read).extracting(IntentLine::hash).containsExactly("abc", "abc", "def");
    }

    @Test
    void noticesATornLine() throws Exception {
        log.close();
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 5));

        assertDamaged("line 2");
    }

    @Test
    void noticesAForeignLine() throws Exception {
        log.close();
        try (IntentLog other = IntentLog.open(directory.resolve("other.log"))) {
            other.posted(1, "payment-events", "abc");
        }
        List<String> lines = Files.readAllLines(file);
        lines.set(0, Files.readAllLines(directory.resolve("other.log")).getFirst());
        Files.write(file, lines);

        assertDamaged("line 0");
    }

    @Test
    void noticesAChangedStatus() throws Exception {
        log.close();
        Files.writeString(file, Files.readString(file).replace("|200|", "|503|"));

        assertDamaged("line 1");
    }

    @Test
    void noticesLinesThatChangedPlaces() throws Exception {
        log.close();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, Stream.of(1, 0, 2).map(lines::get).toList());

        assertDamaged("line 0");
    }

    @Test
    void noticesAMissingEnd() throws Exception {
        log.close();
        Files.write(file, Files.readAllLines(file).subList(0, 2));

        assertDamaged("lines: 2");
    }

    private void assertDamaged(String where) {
        assertThatThrownBy(() -> IntentLog.read(file, log.key(), LINES, read::add))
                .isInstanceOf(DamagedLog.class)
                .hasMessageContaining(where);
    }
}
