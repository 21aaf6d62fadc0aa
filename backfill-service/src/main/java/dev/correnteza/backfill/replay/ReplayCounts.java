package dev.correnteza.backfill.replay;

/**
 * What a replay met. Scanned = matched + undecodable + not asked for; without a dry run matched = written.
 *
 * @param scanned records read
 * @param matched records that are copied, or would be without the dry run
 * @param written copies that all replicas in sync have
 * @param undecodable records that are not payment events; they are passed over
 */
record ReplayCounts(long scanned, long matched, long written, long undecodable) {}
