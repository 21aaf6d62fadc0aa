package dev.correnteza.bench.processorrebalances;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long partitions had records to be applied while their committed offset stood still: too long by up to the time between two
 * looks, never too short by more.
 */
final class IdleTimes {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Integer, Progress> progress = new TreeMap<>();

    /**
     * @param end offset that the next record will have
     * @param committed offset from which the group would go on
     * @param nanos when it was looked
     */
    void observe(int partition, long end, long committed, long nanos) {
        Progress last = progress.getOrDefault(partition, new Progress(committed, nanos, 0));
        boolean hasMoved = committed != last.committed;
        boolean isWaiting = end > committed;
        progress.put(
                partition,
                new Progress(
                        committed,
                        isWaiting && !hasMoved ? last.movedAt : nanos,
                        isWaiting || hasMoved ? Math.max(last.longest, nanos - last.movedAt) : last.longest));
    }

    /** In the order of the partitions. */
    List<Double> longestSeconds() {
        return progress.values().stream()
                .map(one -> one.longest / NANOS_PER_SECOND)
                .toList();
    }

    /**
     * @param movedAt the last look at which nothing waited, or the offset had moved
     * @param longest nanoseconds
     */
    private record Progress(long committed, long movedAt, long longest) {}
}
