package dev.correnteza.backfill.run;

/**
 * What a run met. Without a dry run, every record is published or not understood: records = published + not understood, since a
 * record of a history is one event.
 *
 * @param pages of the gateway's API
 * @param records on these pages
 * @param published events that all replicas in sync have
 * @param notUnderstood records that went to the quarantine, or would without the dry run
 */
record HistoryCounts(long pages, long records, long published, long notUnderstood) {}
