package dev.correnteza.gateways.pagarme;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an order: one fact for each of its charges that the event is about. */
final class PagarmeOrder {
    private PagarmeOrder() {}

    static Normalization read(JsonPayload envelope, String eventName, EventSource source) {
        JsonPayload order = envelope.at("data");
        String words = eventName + "/" + order.requiredText("status");
        String type = type(words);
        List<PaymentEvent> events = new ArrayList<>();
        @Nullable NotUnderstood rest = null;
        for (JsonPayload charge : order.each("charges")) {
            try {
                if (concerns(type, charge, words)) {
                    events.add(PagarmeCharge.event(type, words, envelope, charge, order, source));
                }
            } catch (NotUnderstoodException e) {
                rest = e.asResult();
            }
        }
        if (events.isEmpty() && rest != null) {
            return rest;
        }
        if (events.isEmpty()) {
            return new Understood(List.of(withoutCharge(type, words, envelope, source)));
        }
        return rest == null ? new Understood(events) : new PartlyUnderstood(events, rest);
    }

    static void requireKnownCharge(String status, String words) {
        switch (status) {
            case "pending",
                    "paid",
                    "canceled",
                    "processing",
                    "failed",
                    "overpaid",
                    "underpaid",
                    "chargedback",
                    "refunded",
                    "partial_refunded" -> {}
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        }
    }

    private static String type(String words) {
        return switch (words) {
            case "order.created/pending" -> PAYMENT_PENDING;
            case "order.paid/paid" -> PAYMENT_PAID;
            case "order.payment_failed/failed", "order.payment_failed/pending" -> PAYMENT_REFUSED;
            case "order.canceled/canceled" -> PAYMENT_CANCELED;
            // Closing lets no more items in; it says nothing about the payment.
            case "order.created/paid",
                    "order.created/failed",
                    "order.created/canceled",
                    "order.closed/pending",
                    "order.closed/paid",
                    "order.closed/canceled",
                    "order.closed/failed",
                    "order.updated/pending",
                    "order.updated/paid",
                    "order.updated/canceled",
                    "order.updated/failed" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        };
    }

    private static boolean concerns(String type, JsonPayload charge, String words) {
        String status = charge.requiredText("status");
        requireKnownCharge(status, words + "/" + status);
        return switch (type) {
            case PAYMENT_PENDING -> status.equals("pending") || status.equals("processing");
            case PAYMENT_PAID -> status.equals("paid") || status.equals("overpaid");
            case PAYMENT_REFUSED -> status.equals("failed");
            // One that was paid is refunded, and says so itself.
            case PAYMENT_CANCELED -> status.equals("canceled") && !charge.has("paid_at");
            default -> false;
        };
    }

    private static PaymentEvent withoutCharge(String type, String words, JsonPayload envelope, EventSource source) {
        if (type.equals(PAYMENT_PAID)) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "data.charges");
        }
        PaymentEvent other = PagarmeNormalizer.other(envelope, words, source);
        JsonPayload order = envelope.at("data");
        PagarmeReferences.read(other, order.at("metadata"), order, order);
        return other;
    }
}
