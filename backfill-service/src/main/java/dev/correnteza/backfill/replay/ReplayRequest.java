package dev.correnteza.backfill.replay;

import dev.correnteza.events.topic.Topics;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks for.
 *
 * @param source topic that is read; payment-events where nothing is said
 * @param target payment-events, which stands for its backfill lane, or that lane itself; the lane where nothing is said
 * @param from record timestamps from here, included
 * @param to record timestamps until here, excluded
 * @param filter {@code null} for everything of the tenant
 * @param dryRun whether to count only; false where nothing is said
 * @param ratePerSecond records written per second at most
 */
record ReplayRequest(
        @Nullable String source,
        @Nullable String target,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Filter filter,
        @Nullable Boolean dryRun,
        @Nullable Integer ratePerSecond) {
    private static final Set<String> TOPICS = Set.of(Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL);
    private static final int MAX_TEXT = 200;

    /** Conditions that must all hold. */
    record Filter(
            @Nullable String accountId,
            @Nullable String gateway,
            @Nullable String type) {}

    /** @throws InvalidReplay when something in it cannot be done */
    ReplaySpec spec(String tenantId, ReplayProperties limits) {
        String sourceTopic = source == null ? Topics.PAYMENT_EVENTS : source;
        if (!TOPICS.contains(sourceTopic)) {
            throw new InvalidReplay("source: not replayable (expected: payment-events or payment-events-backfill)");
        }
        if (target != null && !TOPICS.contains(target)) {
            throw new InvalidReplay("target: not a lane (expected: payment-events or payment-events-backfill)");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidReplay("to: not after from (expected: an empty range is no replay)");
        }
        int rate = ratePerSecond == null ? limits.defaultRatePerSecond() : ratePerSecond;
        if (rate < 1 || rate > limits.maxRatePerSecond()) {
            throw new InvalidReplay("ratePerSecond: " + rate + " (expected: 1 to " + limits.maxRatePerSecond() + ")");
        }
        ReplayFilter conditions = new ReplayFilter(
                tenantId,
                text("filter.accountId", filter == null ? null : filter.accountId()),
                text("filter.gateway", filter == null ? null : filter.gateway()),
                text("filter.type", filter == null ? null : filter.type()),
                from,
                to);
        return new ReplaySpec(
                sourceTopic, Topics.PAYMENT_EVENTS_BACKFILL, conditions, Boolean.TRUE.equals(dryRun), rate);
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > MAX_TEXT)) {
            throw new InvalidReplay(name + ": blank or too long (expected: 1 to 200 characters, or left out)");
        }
        return value;
    }

    /** A request that cannot be done; the message says what and why. */
    static final class InvalidReplay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidReplay(String message) {
            super(message);
        }
    }
}
