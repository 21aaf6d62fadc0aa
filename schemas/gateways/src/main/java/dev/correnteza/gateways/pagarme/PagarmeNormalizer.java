package dev.correnteza.gateways.pagarme;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook of Pagar.me means, by the kind of its data. */
final class PagarmeNormalizer {
    private PagarmeNormalizer() {}

    static Normalization normalize(JsonPayload envelope, EventSource source) {
        String type = envelope.requiredText("type");
        int dot = type.lastIndexOf('.');
        return switch (dot < 0 ? type : type.substring(0, dot)) {
            case "charge" -> new Understood(List.of(PagarmeCharge.read(envelope, type, source)));
            case "order" -> PagarmeOrder.read(envelope, type, source);
            case "subscription" -> new Understood(List.of(subscription(envelope, type, source)));
            // Nothing about money, or told by a charge.
            case "address",
                    "anticipation",
                    "bank_account",
                    "card",
                    "checkout",
                    "customer",
                    "discount",
                    "invoice",
                    "order_item",
                    "plan",
                    "plan_item",
                    "recipient",
                    "seller",
                    "subscription_item",
                    "usage" -> new Understood(List.of(other(envelope, type, source)));
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, type);
        };
    }

    static PaymentEvent other(JsonPayload envelope, String words, EventSource source) {
        return named(source.once(OTHER, words, envelope.requiredText("id"), createdAt(envelope)), envelope);
    }

    static PaymentEvent named(PaymentEvent event, JsonPayload envelope) {
        event.setGatewayEventId(envelope.text("id"));
        return event;
    }

    /** When the notice was made. */
    static @Nullable Instant createdAt(JsonPayload envelope) {
        return Times.iso(envelope, "created_at", ZoneOffset.UTC);
    }

    private static PaymentEvent subscription(JsonPayload envelope, String type, EventSource source) {
        JsonPayload data = envelope.at("data");
        String status = data.requiredText("status");
        String words = type + "/" + status;
        PaymentEvent event = switch (words) {
            case "subscription.created/active" -> once(SUBSCRIPTION_STARTED, words, envelope, source);
            case "subscription.canceled/canceled" -> once(SUBSCRIPTION_CANCELED, words, envelope, source);
            case "subscription.created/future",
                    "subscription.updated/active",
                    "subscription.updated/future",
                    "subscription.updated/canceled" -> other(envelope, words, source);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        };
        Subscription subscription = new Subscription();
        subscription.setId(data.requiredText("id"));
        subscription.setStatus(status);
        subscription.setPlan(data.at("plan").text("name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        subscription.setNextChargeAt(Times.iso(data, "next_billing_at", ZoneOffset.UTC));
        event.setSubscription(subscription);
        event.setCustomer(PagarmeCustomer.of(data.at("customer")));
        return event;
    }

    private static PaymentEvent once(String type, String words, JsonPayload envelope, EventSource source) {
        String id = envelope.at("data").requiredText("id");
        return named(source.once(type, words, id, createdAt(envelope)), envelope);
    }
}
