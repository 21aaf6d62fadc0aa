package dev.correnteza.bench.kills;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param kills of the broker, and as many of ingest-service
 * @param ratePerSecond webhooks
 * @param seed decides moments and webhooks
 * @param directory parent of the run's directory
 * @param keep whether the run's directory stays
 */
public record KillPlan(int kills, int ratePerSecond, long seed, Path directory, boolean keep) {}
