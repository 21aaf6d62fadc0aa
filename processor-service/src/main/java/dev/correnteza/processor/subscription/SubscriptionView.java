package dev.correnteza.processor.subscription;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the API shows it. Times are ISO 8601 in UTC.
 *
 * @param cyclesPaid how many charges of it were paid
 * @param cycleNumber the highest that the gateway told
 */
record SubscriptionView(
        String accountId,
        String subscriptionId,
        String gateway,
        String status,
        @Nullable String plan,
        String interval,
        @Nullable Integer intervalCount,
        int cyclesPaid,
        @Nullable Integer cycleNumber,
        @Nullable UUID customerId,
        @Nullable Instant startedAt,
        @Nullable Instant nextChargeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant canceledAt,
        Instant lastOccurredAt) {

    /** Its name in the tenant; an account's id has no blank. */
    String place() {
        return accountId + " " + subscriptionId;
    }
}
