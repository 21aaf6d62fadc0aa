package dev.correnteza.processor.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A paid charge of a subscription as the API shows it. Times are ISO 8601 in UTC.
 *
 * @param plan as told with it
 * @param endsAt {@code null} where it never does or that is not known
 * @param returnedAt when it was refunded or charged back, and its time lost; {@code null} while it counts
 */
record CycleView(
        String paymentId,
        @Nullable String plan,
        String planType,
        Instant paidAt,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant returnedAt) {

    static CycleView of(Cycle cycle) {
        return new CycleView(
                cycle.paymentId(),
                cycle.planName(),
                cycle.plan().type().name(),
                cycle.paidAt(),
                cycle.startsAt(),
                cycle.endsAt(),
                cycle.returnedAt());
    }
}
