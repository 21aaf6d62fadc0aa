package dev.correnteza.bench.processorrebalances;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param times that an instance leaves and joins again
 * @param ratePerSecond events
 * @param seed decides instances, moments and events
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record RebalancePlan(int times, int ratePerSecond, long seed, Path directory, boolean keep) {}
