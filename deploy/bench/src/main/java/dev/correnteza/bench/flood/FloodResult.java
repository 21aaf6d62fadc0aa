package dev.correnteza.bench.flood;

import dev.correnteza.bench.load.Measurement;
import dev.correnteza.bench.load.Median;
import java.util.List;

/**
 * Medians over the rounds.
 *
 * @param alone authentic webhooks without the flood
 * @param flooded authentic webhooks during the flood
 * @param forgedPerSecond refused
 * @param throughputRatio authentic ones answered during the flood through those without it
 * @param held whether that is at least nine tenths, all authentic ones were answered 2xx and no forged one was
 */
public record FloodResult(
        Traffic alone, Traffic flooded, double forgedPerSecond, double throughputRatio, boolean held) {
    private static final double LEAST = 0.90;

    /**
     * Authentic webhooks.
     *
     * @param perSecond answered
     */
    public record Traffic(double perSecond, double p50Millis, double p99Millis) {
        static Traffic of(List<Measurement> turns) {
            return new Traffic(
                    Median.of(turns, Measurement::perSecond),
                    Median.of(turns, Measurement::p50Millis),
                    Median.of(turns, Measurement::p99Millis));
        }
    }

    static FloodResult of(List<Measurement> alone, List<Measurement> flooded, List<Measurement> forged) {
        Traffic before = Traffic.of(alone);
        Traffic during = Traffic.of(flooded);
        double ratio = during.perSecond() / before.perSecond();
        boolean isAnswered = alone.stream().allMatch(turn -> turn.others() == 0)
                && flooded.stream().allMatch(turn -> turn.others() == 0);
        boolean isRefused = forged.stream().allMatch(turn -> turn.others() == turn.answers());
        return new FloodResult(
                before,
                during,
                Median.of(forged, Measurement::perSecond),
                ratio,
                ratio >= LEAST && isAnswered && isRefused);
    }
}
