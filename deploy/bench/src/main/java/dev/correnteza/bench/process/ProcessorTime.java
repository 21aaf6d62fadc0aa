package dev.correnteza.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How long a process kept processors busy, as Linux tells it. */
public final class ProcessorTime {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all that Linux runs on here

    private ProcessorTime() {}

    /** @throws IOException when there is no such process, or this is not Linux */
    public static double seconds(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    static double parse(String stat) {
        // The name of the program comes second, in parentheses, and may hold anything.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM))) / TICKS_PER_SECOND;
    }
}
