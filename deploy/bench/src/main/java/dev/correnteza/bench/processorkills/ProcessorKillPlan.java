package dev.correnteza.bench.processorkills;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param kills of processor-service
 * @param ratePerSecond events
 * @param lanes 1, or 2 for both at once
 * @param consumers of the service on the live lane
 * @param seed decides moments and events
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record ProcessorKillPlan(
        int kills, int ratePerSecond, int lanes, int consumers, long seed, Path directory, boolean keep) {

    /** Whether one batch is applied after the other. */
    boolean isSequential() {
        return lanes == 1 && consumers == 1;
    }
}
