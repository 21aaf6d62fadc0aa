package dev.correnteza.backfill.run;

import dev.correnteza.backfill.job.JobStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was asked for, and how far it has come.
 *
 * @param cursor of the next page; {@code null} before the first
 * @param progress share of the range that was read, 0 to 1
 */
record HistoryRun(
        UUID id, HistorySpec spec, @Nullable String cursor, double progress, HistoryCounts counts, JobStatus status) {}
