package dev.correnteza.bench.outage;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param seconds that the broker is away
 * @param ratePerSecond webhooks
 * @param warmUpSeconds at that rate before, with the broker there
 * @param seed decides the webhooks
 * @param heapMegabytes of ingest-service, which it may grow to
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record OutagePlan(
        int seconds,
        int ratePerSecond,
        int warmUpSeconds,
        long seed,
        int heapMegabytes,
        Path directory,
        boolean keep) {}
