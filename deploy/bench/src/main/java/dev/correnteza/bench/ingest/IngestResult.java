package dev.correnteza.bench.ingest;

import dev.correnteza.bench.load.Measurement;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
                    median(turns, turn -> turn.measurement().perSecond()),
                    median(turns, turn -> turn.measurement().p50Millis()),
                    median(turns, turn -> turn.measurement().p99Millis()),
                    median(turns, Turn::cores),
                    List.copyOf(turns));
        }

        boolean onlySuccesses() {
            return turns.stream()
                            .map(Turn::measurement)
                            .mapToLong(Measurement::others)
                            .sum()
                    == 0;
        }

        private static double median(List<Turn> turns, ToDoubleFunction<Turn> value) {
            double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
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
                Server.median(service, Turn::answersPerCoreSecond) / Server.median(floor, Turn::answersPerCoreSecond),
                ours.onlySuccesses() && least.onlySuccesses() && (!isSaturated || ratio >= LEAST));
    }
}
