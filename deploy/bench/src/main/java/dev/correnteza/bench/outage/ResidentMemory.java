package dev.correnteza.bench.outage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory of a process that is in RAM, as Linux tells it. */
final class ResidentMemory {
    private static final String FIELD = "VmRSS:";
    private static final long BYTES_PER_KILOBYTE = 1024;

    private ResidentMemory() {}

    /** @throws IOException when there is no such process, or this is not Linux */
    static long bytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return parse(lines.toList());
        }
    }

    static long parse(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith(FIELD)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KILOBYTE;
            }
        }
        throw new IOException(FIELD + " not in the status of the process (expected: one)");
    }
}
