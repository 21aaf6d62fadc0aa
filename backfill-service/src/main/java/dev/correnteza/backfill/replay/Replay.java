package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.job.JobStatus;
import java.util.UUID;

/**
 * A replay as it was asked for, and how far it has come.
 *
 * @param progress share of the records to be read that was read, 0 to 1
 */
record Replay(UUID id, ReplaySpec spec, ReplayCounts counts, double progress, JobStatus status) {}
