package dev.correnteza.processor.payment;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * What a fact told and the payment did not do, because the transition table has no such move. Like the steps it follows from the set
 * of facts: one that comes later and is older can make it legal, or another one illegal.
 *
 * @param eventId the fact
 * @param from where the payment stood when it happened
 * @param occurredAt when, gateway's clock
 */
public record IllegalMove(UUID eventId, String type, PaymentStatus from, Instant occurredAt, Kind kind) {

    static IllegalMove of(PaymentEvent event, PaymentStatus from, Kind kind) {
        return new IllegalMove(UUID.fromString(event.getEventId()), event.getType(), from, event.getOccurredAt(), kind);
    }

    /** Why it is none. */
    public enum Kind {
        /** It leads to where the payment has been, or has passed by: pending, though it was authorized. */
        LATE,
        /** It ends a payment that was paid as if it had not been. */
        AFTER_PAYMENT,
        /** What happened before weighs more: a refund that is asked for, though the money went back. */
        OVERTAKEN,
        /** It takes back a dispute or chargeback that nobody told of. */
        NO_DISPUTE
    }
}
