package dev.correnteza.processor.outbox;

import dev.correnteza.events.PaymentEvent;
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
 * @param id derived from payment and event: the same step has the same id, whenever it is found
 * @param state the payment after all that is known now
 * @param recordedAt our clock
 * @param customerId who pays; {@code null} while nothing is known of them
 */
public record Transition(
        UUID id,
        String paymentId,
        Step step,
        PaymentState state,
        Instant recordedAt,
        @Nullable UUID customerId) {

    /**
     * A payment is paid once, by whichever notice says so first by the gateway's clock; one that comes later and is older gives the
     * step no second id.
     */
    public static Transition of(
            String paymentId, Step step, PaymentState state, Instant recordedAt, @Nullable UUID customerId) {
        PaymentEvent cause = step.cause();
        UUID eventId = cause.getType().equals(EventType.PAYMENT_PAID)
                ? EventId.once(cause.getTenantId(), paymentId, EventType.PAYMENT_PAID)
                : UUID.fromString(cause.getEventId());
        return new Transition(DerivedId.transition(paymentId, eventId), paymentId, step, state, recordedAt, customerId);
    }

    public TransitionRef ref() {
        return new TransitionRef(tenantId(), id);
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
