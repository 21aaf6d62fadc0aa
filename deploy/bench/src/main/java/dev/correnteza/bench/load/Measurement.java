package dev.correnteza.bench.load;

/**
 * What was answered in a stretch of time.
 *
 * @param answers all of them
 * @param others those that are not 2xx
 * @param seconds how long it was
 * @param p50Millis median latency
 * @param p99Millis the latency that one answer in a hundred exceeds
 */
public record Measurement(long answers, long others, double seconds, double p50Millis, double p99Millis) {
    public double perSecond() {
        return answers / seconds;
    }
}
