package dev.correnteza.bench.ingest;

import dev.correnteza.bench.load.Measurement;
import dev.correnteza.bench.load.Median;
import java.util.List;

/**
 * Medians over the rounds, and what they are worth beside each other.
 *
 * @param requestBytes of one request with its headers, on average
 * @param service ours
 * @param floor the least that any design must do
 * @param throughputRatio ours through the floor's
 * @param p99Ratio ours through the floor's; more is worse
 * @param perCoreRatio answers per second of processor time, ours through the floor's
 * @param held whether all answers were 2xx, and, at saturation, whether the throughput is at least half the floor's
 */
public record IngestResult(
        int requestBytes,
        Server service,
        Server floor,
        double throughputRatio,
        double p99Ratio,
        double perCoreRatio,
        boolean held) {
    static final double LEAST = 0.50;

    /**
     * One server's medians.
     *
     * @param perSecond answers
     * @param cores busy
     * @param turns what they are medians of
     */
    public record Server(double perSecond, double p50Millis, double p99Millis, double cores, List<Turn> turns) {
        static Server of(List<Turn> turns) {
            return new Server(
                    Median.of(turns, turn -> turn.measurement().perSecond()),
                    Median.of(turns, turn -> turn.measurement().p50Millis()),
                    Median.of(turns, turn -> turn.measurement().p99Millis()),
                    Median.of(turns, Turn::cores),
                    List.copyOf(turns));
        }

        boolean onlySuccesses() {
            return turns.stream()
                            .map(Turn::measurement)
                            .mapToLong(Measurement::others)
                            .sum()
                    == 0;
        }
    }

    static IngestResult of(int requestBytes, List<Turn> service, List<Turn> floor, boolean isSaturated) {
        Server ours = Server.of(service);
        Server least = Server.of(floor);
        double ratio = ours.perSecond() / least.perSecond();
        return new IngestResult(
                requestBytes,
                ours,
                least,
                ratio,
                ours.p99Millis() / least.p99Millis(),
                Median.of(service, Turn::answersPerCoreSecond) / Median.of(floor, Turn::answersPerCoreSecond),
                ours.onlySuccesses() && least.onlySuccesses() && (!isSaturated || ratio >= LEAST));
    }
}
