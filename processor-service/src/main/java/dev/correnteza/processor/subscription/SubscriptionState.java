package dev.correnteza.processor.subscription;

import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.processor.plan.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its facts make it. Nothing in it depends on the time of now.
 *
 * @param status where its events put it
 * @param plan name or id of the plan
 * @param interval unit of its cycle, as told; UNKNOWN where never told
 * @param intervalCount units per cycle, as told
 * @param currentPlan the plan of the last cycle that counts, else the newest that is known
 * @param cycles charges that were paid, in the order they were paid
 * @param cycleNumber highest number of a charge that was told
 * @param startedAt first told start, else the first paid charge
 * @param periodStart when the last paid cycle begins; {@code null} where nothing is paid for
 * @param periodEnd when what is paid for is over; {@code null} where nothing is, it never is, or that is not known
 * @param nextChargeAt newest told date of the next charge
 * @param expiresAt newest told end of access
 * @param canceledAt when it was canceled, while it is
 */
public record SubscriptionState(
        Status status,
        @Nullable String plan,
        SubscriptionInterval interval,
        @Nullable Integer intervalCount,
        Plan currentPlan,
        List<Cycle> cycles,
        @Nullable Integer cycleNumber,
        @Nullable Instant startedAt,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable Instant nextChargeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant canceledAt,
        Instant lastOccurredAt) {

    /** Charges that were paid and count. */
    int cyclesPaid() {
        return (int) cycles.stream().filter(Cycle::isHeld).count();
    }

    /** Charges that were paid, and refunded or charged back. */
    int cyclesReturned() {
        return cycles.size() - cyclesPaid();
    }

    /** Where its events put a subscription. PENDING: known, nothing paid yet. */
    public enum Status {
        PENDING,
        ACTIVE,
        PAST_DUE,
        PAUSED,
        CANCELED,
        EXPIRED
    }

    /** Where a subscription stands at some time. */
    enum Standing {
        PENDING,
        ACTIVE,
        /** A charge failed, or what was paid for is over and the grace period is not. */
        PAST_DUE,
        PAUSED,
        /** Canceled, and what was paid for is not over. */
        CANCELED_AT_PERIOD_END,
        CANCELED,
        /** Over: by its gateway's word, by the calendar, or because all that was paid was returned. */
        EXPIRED
    }
}
