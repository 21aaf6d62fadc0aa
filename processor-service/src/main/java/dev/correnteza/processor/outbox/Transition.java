package dev.correnteza.processor.outbox;

import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.payment.PaymentState;
import dev.correnteza.processor.payment.Step;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of a payment to be told to others.
 *
 * @param state the payment after all that is known now
 * @param recordedAt our clock
 * @param customerId who pays; {@code null} while nothing is known of them
 */
public record Transition(
        String paymentId,
        Step step,
        PaymentState state,
        Instant recordedAt,
        @Nullable UUID customerId) {

    /**
     * Derived from payment and event: the same step has the same id, whenever it is found. A payment is paid once, by whichever
     * notice says so first by the gateway's clock; one that comes later and is older gives the step no second id.
     */
    UUID id() {
        boolean isPaid = step.cause().getType().equals(EventType.PAYMENT_PAID);
        return DerivedId.transition(
                paymentId, isPaid ? EventId.once(tenantId(), paymentId, EventType.PAYMENT_PAID) : eventId());
    }

    String tenantId() {
        return step.cause().getTenantId();
    }

    UUID eventId() {
        return UUID.fromString(step.cause().getEventId());
    }

    @Override
    public String toString() {
        return "Transition[" + paymentId + " " + step.from() + " -> " + step.to() + "]";
    }
}
