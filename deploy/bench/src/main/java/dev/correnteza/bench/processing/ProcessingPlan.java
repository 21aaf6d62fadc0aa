package dev.correnteza.bench.processing;

import java.nio.file.Path;

/**
 * What is to be measured.
 *
 * @param events of each turn
 * @param warmUpEvents before, for each
 * @param rounds turns of each, one after the other
 * @param lanes 1, or 2 for both lanes at once
 * @param consumers of the service on the live lane
 * @param payments that are in the tables of another database before; 0 for no such comparison
 * @param heapMegabytes of each process
 * @param seed decides the events
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record ProcessingPlan(
        int events,
        int warmUpEvents,
        int rounds,
        int lanes,
        int consumers,
        int payments,
        int heapMegabytes,
        long seed,
        Path directory,
        boolean keep) {}
