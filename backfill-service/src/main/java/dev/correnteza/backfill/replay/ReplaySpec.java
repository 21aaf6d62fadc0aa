package dev.correnteza.backfill.replay;

/**
 * What a replay is to do.
 *
 * @param dryRun whether it only counts
 * @param ratePerSecond records written per second at most
 */
record ReplaySpec(String sourceTopic, String targetTopic, ReplayFilter filter, boolean dryRun, int ratePerSecond) {}
