package dev.correnteza.bench.processoroutages;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param seconds that the database is away, each time
 * @param times that connections are cut, statements canceled and deadlocks provoked, each
 * @param ratePerSecond events
 * @param consumers of the service on its lane: one applies one batch after the other
 * @param seed decides moments and events
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record ProcessorOutagePlan(
        int seconds, int times, int ratePerSecond, int consumers, long seed, Path directory, boolean keep) {}
