package dev.correnteza.standalone.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Memory that a process and those it started hold.
 *
 * @param processes how many they are
 * @param rssBytes resident; pages that several share count for each of them
 * @param pssBytes resident, shared pages split among those that share them; {@code null} where the system does not tell
 */
public record ProcessMemory(
        int processes, long rssBytes, @Nullable Long pssBytes) {
    private static final long KILOBYTE = 1024;

    /** Empty when there is no such process. */
    public static Optional<ProcessMemory> of(long pid, boolean withDescendants) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        Stream<ProcessHandle> descendants =
                withDescendants ? process.get().descendants() : Stream.<ProcessHandle>empty();
        List<ProcessMemory> each = Stream.concat(process.stream(), descendants)
                .map(ProcessHandle::pid)
                .map(ProcessMemory::ofOne)
                .toList();
        return Optional.of(sum(each));
    }

    public static ProcessMemory sum(List<ProcessMemory> each) {
        long rss = 0;
        long pss = 0;
        int processes = 0;
        boolean isPssKnown = true;
        for (ProcessMemory one : each) {
            processes += one.processes;
            rss += one.rssBytes;
            pss += one.pssBytes == null ? 0 : one.pssBytes;
            isPssKnown &= one.pssBytes != null;
        }
        return new ProcessMemory(processes, rss, isPssKnown ? pss : null);
    }

    private static ProcessMemory ofOne(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        long rss = field(proc.resolve("status"), "VmRSS:").orElseGet(() -> askPs(pid));
        return new ProcessMemory(
                1, rss, field(proc.resolve("smaps_rollup"), "Pss:").orElse(null));
    }

    private static Optional<Long> field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTE);
        } catch (IOException | java.io.UncheckedIOException notTold) {
            return Optional.empty();
        }
    }

    /** Where there is no /proc. */
    private static long askPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return kilobytes.matches("[0-9]+") ? Long.parseLong(kilobytes) * KILOBYTE : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
