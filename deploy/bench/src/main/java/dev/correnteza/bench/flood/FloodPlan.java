package dev.correnteza.bench.flood;

import java.nio.file.Path;

/**
 * What is to be measured.
 *
 * @param ratePerSecond authentic webhooks
 * @param connections that they come over
 * @param floodConnections over which forged ones come, on each as fast as they are refused
 * @param seconds of each turn
 * @param warmUpSeconds with both, before
 * @param rounds turns without and with the flood
 * @param heapMegabytes of the service
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record FloodPlan(
        int ratePerSecond,
        int connections,
        int floodConnections,
        int seconds,
        int warmUpSeconds,
        int rounds,
        int heapMegabytes,
        Path directory,
        boolean keep) {}
