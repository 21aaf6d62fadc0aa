package dev.correnteza.bench.processing;

import dev.correnteza.bench.load.Median;
import java.util.List;
import java.util.Optional;

/**
 * Medians over the rounds, and what they are worth beside each other.
 *
 * @param floor the least that any design must do
 * @param service ours
 * @param ratio events applied, ours through the floor's
 * @param publishedRatio the same until our transitions were published too
 * @param oneLane ours with one lane, where the others had two
 * @param filled ours over tables that were filled before
 * @param laneRatio ours with two lanes through ours with one
 * @param filledRatio ours over filled tables through ours over empty ones
 * @param held whether each ratio that was measured is as high as it has to be
 */
public record ProcessingResult(
        Contender floor,
        Contender service,
        double ratio,
        double publishedRatio,
        Optional<Contender> oneLane,
        Optional<Contender> filled,
        Optional<Double> laneRatio,
        Optional<Double> filledRatio,
        boolean held) {
    static final double LEAST = 0.40;
    static final double LEAST_FILLED = 0.60;

    /** More lanes must add something. */
    static final double LEAST_LANES = 1.0;

    /** Medians of one of them, and what they are medians of. */
    public record Contender(
            double appliedPerSecond,
            double publishedPerSecond,
            double micros,
            double databaseMicros,
            List<Turn> turns) {
        static Contender of(List<Turn> turns) {
            return new Contender(
                    Median.of(turns, Turn::appliedPerSecond),
                    Median.of(turns, Turn::publishedPerSecond),
                    Median.of(turns, Turn::micros),
                    Median.of(turns, Turn::databaseMicros),
                    List.copyOf(turns));
        }
    }

    /**
     * @param oneLane empty where there was one lane only
     * @param filled empty where nothing was filled
     */
    static ProcessingResult of(List<Turn> floor, List<Turn> service, List<Turn> oneLane, List<Turn> filled) {
        Contender least = Contender.of(floor);
        Contender ours = Contender.of(service);
        Optional<Contender> single = oneLane.isEmpty() ? Optional.empty() : Optional.of(Contender.of(oneLane));
        Optional<Contender> over = filled.isEmpty() ? Optional.empty() : Optional.of(Contender.of(filled));
        Optional<Double> laneRatio = single.map(one -> ours.appliedPerSecond() / one.appliedPerSecond());
        Optional<Double> filledRatio = over.map(full -> full.appliedPerSecond() / ours.appliedPerSecond());
        double ratio = ours.appliedPerSecond() / least.appliedPerSecond();
        return new ProcessingResult(
                least,
                ours,
                ratio,
                ours.publishedPerSecond() / least.appliedPerSecond(),
                single,
                over,
                laneRatio,
                filledRatio,
                ratio >= LEAST
                        && laneRatio.orElse(Double.MAX_VALUE) > LEAST_LANES
                        && filledRatio.orElse(Double.MAX_VALUE) >= LEAST_FILLED);
    }
}
