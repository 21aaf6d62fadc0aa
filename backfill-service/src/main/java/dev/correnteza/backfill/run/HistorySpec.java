package dev.correnteza.backfill.run;

import dev.correnteza.backfill.gateway.HistoryRange;

/**
 * What a run is to do.
 *
 * @param dryRun whether nothing is published
 */
record HistorySpec(String accountId, String gateway, HistoryRange range, HistoryMode mode, boolean dryRun) {}
