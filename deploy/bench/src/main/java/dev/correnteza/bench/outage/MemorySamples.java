package dev.correnteza.bench.outage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Samples of one phase, in bytes. For one thread. */
final class MemorySamples {
    private static final int LAST = 10;

    private final List<Long> samples = new ArrayList<>();

    void add(long bytes) {
        samples.add(bytes);
    }

    long max() {
        return samples.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Median of the last ten: what the phase ended with. */
    long atEnd() {
        long[] last = samples.stream()
                .skip(Math.max(0, samples.size() - LAST))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return last.length == 0 ? 0 : last[last.length / 2];
    }

    /** Median of all. */
    long median() {
        long[] all = samples.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all.length == 0 ? 0 : all[all.length / 2];
    }
}
