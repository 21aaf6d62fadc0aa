package dev.correnteza.gateways.cakto;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook of Cakto means: what its event says of each order in it. */
final class CaktoNormalizer {
    private CaktoNormalizer() {}

    static Normalization normalize(JsonPayload webhook, EventSource source) {
        String eventName = webhook.requiredText("event");
        List<String> types = types(eventName);
        JsonPayload single = webhook.at("data");
        if (single.isPresent()) {
            return new Understood(events(types, eventName, single, source));
        }
        List<JsonPayload> orders = webhook.each("data");
        if (!orders.isEmpty()) {
            return ofList(types, eventName, orders, source);
        }
        if (!webhook.has("data") || webhook.text("data") != null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "data");
        }
        // A list of no orders says nothing.
        return new Understood(List.of(source.once(OTHER, eventName, eventName, null)));
    }

    private static Normalization ofList(
            List<String> types, String eventName, List<JsonPayload> orders, EventSource source) {
        List<PaymentEvent> events = new ArrayList<>();
        @Nullable NotUnderstoodException rest = null;
        for (JsonPayload order : orders) {
            try {
                events.addAll(events(types, eventName, order, source));
            } catch (NotUnderstoodException e) {
                rest = rest == null ? e : rest;
            }
        }
        if (rest == null) {
            return new Understood(events);
        }
        return events.isEmpty() ? rest.asResult() : new PartlyUnderstood(events, rest.asResult());
    }

    private static List<PaymentEvent> events(
            List<String> types, String eventName, JsonPayload data, EventSource source) {
        return types.stream().map(type -> event(type, eventName, data, source)).toList();
    }

    private static PaymentEvent event(String type, String eventName, JsonPayload data, EventSource source) {
        if (EventType.concernsPayment(type)) {
            return CaktoOrder.normalize(type, eventName, data, source);
        }
        return EventType.concernsSubscription(type)
                ? CaktoSubscription.normalize(type, eventName, data, source)
                : CaktoCheckout.normalize(type, eventName, data, source);
    }

    // Money that comes in for a subscription is told beside what it means for the subscription.
    private static List<String> types(String eventName) {
        return switch (eventName) {
            case "purchase_approved" -> List.of(PAYMENT_PAID);
            case "purchase_refused" -> List.of(PAYMENT_REFUSED);
            case "refund" -> List.of(PAYMENT_REFUNDED);
            case "refund_requested" -> List.of(PAYMENT_REFUND_REQUESTED);
            case "chargeback" -> List.of(PAYMENT_CHARGED_BACK);
            case "pix_gerado", "boleto_gerado", "picpay_gerado", "openfinance_nubank_gerado" ->
                List.of(PAYMENT_PENDING);
            case "subscription_created" -> List.of(SUBSCRIPTION_STARTED);
            case "subscription_renewed" -> List.of(PAYMENT_PAID, SUBSCRIPTION_RENEWED);
            case "subscription_late_recovered" -> List.of(PAYMENT_PAID, SUBSCRIPTION_RESUMED);
            case "subscription_late", "subscription_renewal_refused" -> List.of(SUBSCRIPTION_PAST_DUE);
            case "subscription_canceled" -> List.of(SUBSCRIPTION_CANCELED);
            case "subscription_paused" -> List.of(SUBSCRIPTION_PAUSED);
            case "subscription_resumed" -> List.of(SUBSCRIPTION_RESUMED);
            case "checkout_abandonment" -> List.of(CART_ABANDONED);
            // A checkout that was opened: neither a payment nor an abandonment.
            case "initiate_checkout" -> List.of(OTHER);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, eventName);
        };
    }
}
