package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.job.JobState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as the API shows it.
 *
 * @param scannedPerSecond since its start, pauses included
 * @param progress 0 to 1
 * @param etaSeconds until it ends, if it goes on as it did; {@code null} where it is not running
 * @param errorCode of the last fault; {@code null} after progress was made
 */
record ReplayView(
        UUID id,
        JobState state,
        @Nullable String errorCode,
        String source,
        String target,
        @Nullable Instant from,
        @Nullable Instant to,
        ReplayRequest.Filter filter,
        boolean dryRun,
        int ratePerSecond,
        long scanned,
        long matched,
        long written,
        long undecodable,
        double scannedPerSecond,
        double progress,
        @Nullable Long etaSeconds,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static ReplayView of(Replay replay) {
        ReplaySpec spec = replay.spec();
        ReplayFilter filter = spec.filter();
        var status = replay.status();
        var remaining = status.remaining(replay.progress());
        return new ReplayView(
                replay.id(),
                status.state(),
                status.errorCode(),
                spec.sourceTopic(),
                spec.targetTopic(),
                filter.from(),
                filter.to(),
                new ReplayRequest.Filter(filter.accountId(), filter.gateway(), filter.type()),
                spec.dryRun(),
                spec.ratePerSecond(),
                replay.counts().scanned(),
                replay.counts().matched(),
                replay.counts().written(),
                replay.counts().undecodable(),
                status.rate(replay.counts().scanned()),
                status.state() == JobState.DONE ? 1 : replay.progress(),
                remaining == null ? null : remaining.toSeconds(),
                status.createdAt(),
                status.startedAt(),
                status.finishedAt());
    }
}
