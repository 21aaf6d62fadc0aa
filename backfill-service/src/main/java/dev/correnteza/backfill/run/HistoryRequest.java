package dev.correnteza.backfill.run;

import dev.correnteza.backfill.gateway.HistoryRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks for.
 *
 * @param accountId one of its accounts
 * @param from by the gateway's dates, included
 * @param to not in the future; now where nothing is said
 * @param mode full where nothing is said
 * @param dryRun whether to publish nothing; where nothing is said, a trial is dry and a full run is not
 */
record HistoryRequest(
        @Nullable String accountId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable HistoryMode mode,
        @Nullable Boolean dryRun) {
    private static final Duration LONGEST = Duration.ofDays(3653);

    /** @throws InvalidRun when something in it cannot be done */
    HistorySpec spec(String account, String gateway, Clock clock) {
        Instant now = clock.instant();
        Instant end = to == null ? now : to;
        if (from == null) {
            throw new InvalidRun("from: missing (expected: an instant such as 2026-01-01T00:00:00Z)");
        }
        if (!from.isBefore(end)) {
            throw new InvalidRun("to: not after from (expected: a range)");
        }
        if (end.isAfter(now)) {
            throw new InvalidRun("to: in the future (expected: now at the latest)");
        }
        if (Duration.between(from, end).compareTo(LONGEST) > 0) {
            throw new InvalidRun("from: more than ten years before to (expected: less)");
        }
        HistoryMode chosen = mode == null ? HistoryMode.FULL : mode;
        boolean dry = dryRun == null ? chosen == HistoryMode.TRIAL : dryRun;
        return new HistorySpec(account, gateway, new HistoryRange(from, end), chosen, dry);
    }

    /** A request that cannot be done; the message says what and why. */
    static final class InvalidRun extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidRun(String message) {
            super(message);
        }
    }
}
