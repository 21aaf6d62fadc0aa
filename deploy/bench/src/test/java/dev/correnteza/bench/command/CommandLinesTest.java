package dev.correnteza.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "kills --kills 0",
                "kills --rate many",
                "outage --seconds 0",
                "outage --heap 1",
                "processing --lanes 3",
                "processor-kills --kills 0",
                "processor-outages --times 0",
                "processor-rebalances --times 0"
            })
    void refusesWhatItDoesNotUnderstandWithTwo(String line) {
        assertThat(execute(line)).isEqualTo(2);
        assertThat(err.toString()).startsWith("bench: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "kills --help",
                "outage --help",
                "processing --help",
                "processor-kills --help",
                "processor-outages --help",
                "processor-rebalances --help"
            })
    void helps(String line) {
        assertThat(execute(line)).isZero();
        assertThat(out.toString()).contains("Usage: bench");
    }

    private int execute(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");
        return CommandLines.of(Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
