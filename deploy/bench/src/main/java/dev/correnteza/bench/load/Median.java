package dev.correnteza.bench.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle one of what was measured several times. */
public final class Median {
    private Median() {}

    /** @param turns at least one */
    public static <T> double of(List<T> turns, ToDoubleFunction<T> value) {
        double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
