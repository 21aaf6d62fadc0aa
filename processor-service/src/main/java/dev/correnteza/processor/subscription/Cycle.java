package dev.correnteza.processor.subscription;

import dev.correnteza.processor.plan.Plan;
import dev.correnteza.processor.plan.PlanType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A charge that was paid, and the time that it paid for.
 *
 * @param plan that it was paid for, as far as known then
 * @param planName as told with it
 * @param startsAt where the cycle before ended, else when it was paid
 * @param endsAt {@code null} where it never does or that is not known
 * @param returnedAt when it was refunded or charged back, and its time lost; {@code null} while it counts
 */
record Cycle(
        String paymentId,
        Plan plan,
        @Nullable String planName,
        Instant paidAt,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant returnedAt) {

    boolean isHeld() {
        return returnedAt == null;
    }

    /** Whether it was paid for life. One whose length is not known is not. */
    boolean isEndless() {
        return endsAt == null && plan.type() == PlanType.LIFETIME;
    }
}
