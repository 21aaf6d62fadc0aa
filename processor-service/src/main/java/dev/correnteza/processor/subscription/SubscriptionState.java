package dev.correnteza.processor.subscription;

import dev.correnteza.events.SubscriptionInterval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its facts make it.
 *
 * @param status where it stands
 * @param plan name or id of the plan
 * @param interval unit of its cycle; UNKNOWN where never told
 * @param intervalCount units per cycle
 * @param cyclesPaid charges that were paid
 * @param cycleNumber highest number of a charge that was told
 * @param startedAt first told start, else the first paid charge
 * @param nextChargeAt newest told date of the next charge
 * @param expiresAt newest told end of access
 * @param canceledAt when it was canceled, while it is
 */
public record SubscriptionState(
        Status status,
        @Nullable String plan,
        SubscriptionInterval interval,
        @Nullable Integer intervalCount,
        int cyclesPaid,
        @Nullable Integer cycleNumber,
        @Nullable Instant startedAt,
        @Nullable Instant nextChargeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant canceledAt,
        Instant lastOccurredAt) {

    /** Where a subscription stands. PENDING: known, nothing paid yet. */
    public enum Status {
        PENDING,
        ACTIVE,
        PAST_DUE,
        PAUSED,
        CANCELED,
        EXPIRED
    }
}
