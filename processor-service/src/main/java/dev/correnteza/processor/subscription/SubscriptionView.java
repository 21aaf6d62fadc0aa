package dev.correnteza.processor.subscription;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the API shows it. Times are ISO 8601 in UTC.
 *
 * @param status where its events put it
 * @param state where it stands now
 * @param source whether its gateway names it or orders were taken for it
 * @param inferredBecause why they were; {@code null} where its gateway names it
 * @param planSource what the plan type is known by
 * @param cyclesPaid how many charges of it were paid and count
 * @param cyclesReturned how many were refunded or charged back
 * @param cycleNumber the highest that the gateway told
 * @param periodEnd until when it is paid for; {@code null} where nothing is, it never ends or that is not known
 * @param graceEndsAt until when access goes on if nobody pays; {@code null} where that is not asked
 */
record SubscriptionView(
        String accountId,
        String subscriptionId,
        String gateway,
        String status,
        String state,
        Origin source,
        @Nullable String inferredBecause,
        @Nullable String plan,
        String planType,
        String planSource,
        String interval,
        @Nullable Integer intervalCount,
        int cyclesPaid,
        int cyclesReturned,
        @Nullable Integer cycleNumber,
        @Nullable UUID customerId,
        @Nullable Instant startedAt,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable Instant graceEndsAt,
        @Nullable Instant nextChargeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant canceledAt,
        Instant lastOccurredAt) {

    /** Its name in the tenant; an account's id has no blank. */
    String place() {
        return accountId + " " + subscriptionId;
    }

    /** Who says that there is a subscription. */
    enum Origin {
        EXPLICIT,
        INFERRED
    }
}
