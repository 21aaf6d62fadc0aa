package dev.correnteza.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A process that appends is killed at any moment: all that it had called durable is there, in order, and nothing half. */
class SpoolKillIT {
    private static final int KILLS = 5;
    private static final int GROUPS_BEFORE_A_KILL = 150;

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasDurableWhenTheProcessIsKilled() throws Exception {
        int durable = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            durable = killedAfter(GROUPS_BEFORE_A_KILL * (kill + 1));

            try (Spool spool = new Spool(
                    new SpoolProperties(directory, DataSize.ofGigabytes(1), DataSize.ofBytes(0)), Clock.systemUTC())) {
                List<String> found = spool.read(AppendingMain.TOPIC, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                        .map(stored -> stored.record().key())
                        .toList();
                assertThat(found)
                        .hasSizeGreaterThanOrEqualTo(durable)
                        .isEqualTo(IntStream.range(0, found.size())
                                .mapToObj(Integer::toString)
                                .toList());
            }
        }
        assertThat(durable).isGreaterThan(KILLS * GROUPS_BEFORE_A_KILL);
    }

    private int killedAfter(int groups) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AppendingMain.class.getName(),
                        directory.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String last = "0";
            for (int i = 0; i < groups; i++) {
                String line = output.readLine();
                assertThat(line).as("the process appends").isNotNull();
                last = line;
            }
            process.toHandle().destroyForcibly(); // leaves its output readable
            // What it printed before it died counts too; a line without an end is a smaller number.
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = Integer.parseInt(line) > Integer.parseInt(last) ? line : last;
            }
            process.onExit().join();
            return Integer.parseInt(last);
        } finally {
            process.destroyForcibly();
        }
    }
}
