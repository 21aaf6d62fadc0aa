package dev.correnteza.gateways.stripe;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event's envelope: what happened, when, to which object. */
final class StripeEvent {
    private final JsonPayload envelope;
    private final EventSource source;

    StripeEvent(JsonPayload envelope, EventSource source) {
        this.envelope = envelope;
        this.source = source;
    }

    String type() {
        return envelope.requiredText("type");
    }

    JsonPayload object() {
        return envelope.at("data").at("object");
    }

    /** What the object said before, of what changed. */
    JsonPayload previous() {
        return envelope.at("data").at("previous_attributes");
    }

    /** When it happened, as sent: equal for an event that is sent again. */
    String created() {
        return Objects.requireNonNullElse(envelope.text("created"), "");
    }

    /** What can happen to a subject once. */
    PaymentEvent once(String type, String words, String subject) {
        return named(source.once(type, words, subject, createdAt()));
    }

    /** A fact about a payment that can happen to it once. */
    PaymentEvent ofPayment(String type, String words, String payment) {
        PaymentEvent event = once(type, words, payment);
        event.setGatewayTransactionId(payment);
        return event;
    }

    /** What can happen to a subject several times. */
    PaymentEvent each(String type, String words, String subject, String occurrence) {
        return named(source.each(type, words, subject, occurrence, createdAt()));
    }

    /** Nothing for the books. */
    PaymentEvent other() {
        return once(EventType.OTHER, type(), envelope.requiredText("id"));
    }

    NotUnderstoodException unknownStatus(String status) {
        return new NotUnderstoodException(Reason.UNKNOWN_STATUS, type() + "/" + status);
    }

    /** The id of another object, which may stand there whole; {@code null} where there is none. */
    static @Nullable String reference(JsonPayload object, String name) {
        @Nullable String id = object.text(name);
        return id == null ? object.at(name).text("id") : id;
    }

    private @Nullable Instant createdAt() {
        return Times.epochSeconds(envelope, "created");
    }

    private PaymentEvent named(PaymentEvent event) {
        event.setGatewayEventId(envelope.text("id"));
        return event;
    }
}
