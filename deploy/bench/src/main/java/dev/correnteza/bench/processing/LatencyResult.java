package dev.correnteza.bench.processing;

/**
 * From the broker's acknowledgement to rows that others can see.
 *
 * @param events that were measured
 * @param perSecond at which they came
 * @param p50Millis median
 * @param p99Millis what one in a hundred exceeds
 * @param maxMillis the longest
 * @param cores that the service kept busy
 * @param held whether one in a hundred at most took 100 ms or longer, and all came
 */
public record LatencyResult(
        long events,
        double perSecond,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double cores,
        boolean held) {
    static final double MOST_MILLIS = 100;
}
