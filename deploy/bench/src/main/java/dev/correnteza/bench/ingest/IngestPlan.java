package dev.correnteza.bench.ingest;

import java.nio.file.Path;

/**
 * What is to be measured.
 *
 * @param connections to each server
 * @param ratePerSecond webhooks; 0 for as many as are answered
 * @param seconds of each turn
 * @param warmUpSeconds of each server, before
 * @param rounds turns of each server, one server after the other
 * @param stripe whether webhooks are Stripe's, whose body is signed, instead of Hotmart's
 * @param heapMegabytes of each server
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record IngestPlan(
        int connections,
        int ratePerSecond,
        int seconds,
        int warmUpSeconds,
        int rounds,
        boolean stripe,
        int heapMegabytes,
        Path directory,
        boolean keep) {}
