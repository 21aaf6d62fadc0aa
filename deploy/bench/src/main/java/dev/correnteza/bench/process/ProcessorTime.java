package dev.correnteza.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** How long a process kept processors busy, as Linux tells it. */
public final class ProcessorTime {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all that Linux runs on here

    private ProcessorTime() {}

    /** @throws IOException when there is no such process, or this is not Linux */
    public static double seconds(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /**
     * The same of a process and all that it started, those that ended and were waited for among them.
     *
     * @throws IOException when there is no such process, or this is not Linux
     */
    public static double secondsOfFamily(long pid) throws IOException {
        double seconds = 0;
        for (ProcessHandle child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList()) {
            try {
                seconds += seconds(child.pid());
            } catch (IOException ended) {
                // Counted by who started it.
            }
        }
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return seconds + parse(stat, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
    }

    static double parse(String stat) {
        return parse(stat, USER, SYSTEM);
    }

    private static double parse(String stat, int... which) {
        // The name of the program comes second, in parentheses, and may hold anything.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return IntStream.of(which).mapToLong(i -> Long.parseLong(fields.get(i))).sum() / TICKS_PER_SECOND;
    }
}
