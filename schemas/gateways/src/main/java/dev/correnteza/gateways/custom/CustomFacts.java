package dev.correnteza.gateways.custom;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PLAN_CHANGED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fact an event is. A definition says what tells one occurrence from the next; it cannot make two facts of one payment being
 * paid, however many notices of it there are.
 */
final class CustomFacts {
    /** What happens several times: without an occurrence, two of them would be one fact. */
    private static final Set<String> REPEATED = Set.of(
            PAYMENT_PARTIALLY_REFUNDED,
            SUBSCRIPTION_RENEWED,
            SUBSCRIPTION_PAST_DUE,
            SUBSCRIPTION_PAUSED,
            SUBSCRIPTION_RESUMED,
            SUBSCRIPTION_PLAN_CHANGED);

    /** What may happen several times, and mostly happens once. */
    private static final Set<String> REPEATABLE =
            Set.of(PAYMENT_REFUSED, PAYMENT_REFUND_REQUESTED, PAYMENT_DISPUTED, SUBSCRIPTION_CANCELED, CART_ABANDONED);

    private CustomFacts() {}

    static PaymentEvent start(
            String type, String word, JsonPayload fields, @Nullable Instant occurredAt, EventSource source) {
        boolean ofSubscription = EventType.concernsSubscription(type);
        String subject =
                fields.requiredText(ofSubscription ? MappingReader.SUBSCRIPTION_ID : MappingReader.TRANSACTION_ID);
        @Nullable String occurrence = occurrence(type, ofSubscription, fields);
        PaymentEvent event = occurrence == null
                ? source.once(type, word, subject, occurredAt)
                : source.each(type, word, subject, occurrence, occurredAt);
        if (EventType.concernsPayment(type)) {
            event.setGatewayTransactionId(subject);
        }
        return event;
    }

    static PaymentEvent other(String word, JsonPayload fields, @Nullable Instant occurredAt, EventSource source) {
        @Nullable String subject = fields.text(MappingReader.TRANSACTION_ID);
        @Nullable String notice = first(fields, MappingReader.OCCURRENCE, MappingReader.EVENT_ID);
        if (subject == null && notice == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, MappingReader.TRANSACTION_ID);
        }
        PaymentEvent event = source.each(
                OTHER, word, subject == null ? "webhook" : subject, notice == null ? word : notice, occurredAt);
        event.setGatewayEventId(fields.text(MappingReader.EVENT_ID));
        return event;
    }

    private static @Nullable String occurrence(String type, boolean ofSubscription, JsonPayload fields) {
        @Nullable String told = fields.text(MappingReader.OCCURRENCE);
        if (REPEATABLE.contains(type)) {
            return told;
        }
        if (!REPEATED.contains(type)) {
            return null;
        }
        // A charge of a subscription tells its renewals apart.
        @Nullable String charge = ofSubscription ? fields.text(MappingReader.TRANSACTION_ID) : null;
        if (told == null && charge == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, MappingReader.OCCURRENCE);
        }
        return told == null ? charge : told;
    }

    private static @Nullable String first(JsonPayload fields, String... names) {
        for (String name : names) {
            @Nullable String text = fields.text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
