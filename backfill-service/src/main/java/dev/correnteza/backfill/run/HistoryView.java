package dev.correnteza.backfill.run;

import dev.correnteza.backfill.job.JobState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param recordsPerSecond since its start, pauses included
 * @param progress 0 to 1
 * @param etaSeconds until it ends, if it goes on as it did; {@code null} where it is not running
 * @param errorCode of the last fault; {@code null} after progress was made
 */
record HistoryView(
        UUID id,
        JobState state,
        @Nullable String errorCode,
        String accountId,
        String gateway,
        Instant from,
        Instant to,
        HistoryMode mode,
        boolean dryRun,
        long pages,
        long records,
        long published,
        long notUnderstood,
        double recordsPerSecond,
        double progress,
        @Nullable Long etaSeconds,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static HistoryView of(HistoryRun run) {
        HistorySpec spec = run.spec();
        var status = run.status();
        var remaining = status.remaining(run.progress());
        return new HistoryView(
                run.id(),
                status.state(),
                status.errorCode(),
                spec.accountId(),
                spec.gateway(),
                spec.range().from(),
                spec.range().to(),
                spec.mode(),
                spec.dryRun(),
                run.counts().pages(),
                run.counts().records(),
                run.counts().published(),
                run.counts().notUnderstood(),
                status.rate(run.counts().records()),
                run.progress(),
                remaining == null ? null : remaining.toSeconds(),
                status.createdAt(),
                status.startedAt(),
                status.finishedAt());
    }
}
