package dev.correnteza.gateways.kirvano;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook of Kirvano means: one event each, and two where a subscription is renewed. */
final class KirvanoNormalizer {
    private static final String APPROVED = "APPROVED";

    private KirvanoNormalizer() {}

    static List<PaymentEvent> normalize(JsonPayload webhook, EventSource source) {
        String eventName = webhook.requiredText("event");
        String status = webhook.requiredText("status");
        String words = eventName + "/" + status;
        String type = type(eventName);
        if (!isKnown(status) || (type.equals(PAYMENT_PAID) && !status.equals(APPROVED))) {
            throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        }
        return switch (type) {
            case CART_ABANDONED -> List.of(abandonedCart(words, webhook, source));
            case SUBSCRIPTION_PAST_DUE, SUBSCRIPTION_CANCELED -> List.of(subscription(type, words, webhook, source));
            case PAYMENT_PAID ->
                eventName.equals("SUBSCRIPTION_RENEWED")
                        ? List.of(
                                payment(type, words, webhook, source),
                                subscription(SUBSCRIPTION_RENEWED, words, webhook, source))
                        : List.of(payment(type, words, webhook, source));
            default -> List.of(payment(type, words, webhook, source));
        };
    }

    private static String type(String eventName) {
        return switch (eventName) {
            case "SALE_APPROVED", "SUBSCRIPTION_RENEWED" -> PAYMENT_PAID;
            case "SALE_REFUSED" -> PAYMENT_REFUSED;
            case "SALE_REFUNDED" -> PAYMENT_REFUNDED;
            case "SALE_CHARGEBACK" -> PAYMENT_CHARGED_BACK;
            case "PIX_GENERATED", "BANK_SLIP_GENERATED", "PICPAY_GENERATED" -> PAYMENT_PENDING;
            case "PIX_EXPIRED", "BANK_SLIP_EXPIRED", "PICPAY_EXPIRED" -> PAYMENT_EXPIRED;
            case "ABANDONED_CART" -> CART_ABANDONED;
            // Late, whatever the first word says. The second one was seen once.
            case "SUBSCRIPTION_EXPIRED", "SUBSCRIPTION_OVERDUE" -> SUBSCRIPTION_PAST_DUE;
            case "SUBSCRIPTION_CANCELED" -> SUBSCRIPTION_CANCELED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, eventName);
        };
    }

    private static boolean isKnown(String status) {
        return switch (status) {
            case APPROVED,
                    "REFUSED",
                    "REFUNDED",
                    "CHARGEBACK",
                    "PENDING",
                    "CANCELED",
                    "ABANDONED_CART",
                    // A simulator's.
                    "ABANDONED" -> true;
            default -> false;
        };
    }

    private static PaymentEvent payment(String type, String words, JsonPayload webhook, EventSource source) {
        String id = webhook.requiredText("sale_id");
        PaymentEvent event = source.once(type, words, id, occurredAt(type, webhook));
        event.setGatewayTransactionId(id);
        KirvanoSale.read(webhook, event);
        event.setCustomer(KirvanoCustomer.of(webhook.at("customer")));
        event.setSubscription(KirvanoSubscription.of(webhook, id));
        KirvanoOrigin.read(webhook, event);
        return event;
    }

    // Books no money, though the payload repeats the last charge.
    private static PaymentEvent subscription(String type, String words, JsonPayload webhook, EventSource source) {
        String id = webhook.requiredText("sale_id");
        PaymentEvent event = source.once(type, words, id, occurredAt(type, webhook));
        if (type.equals(SUBSCRIPTION_PAST_DUE)) {
            event.setGatewayTransactionId(id);
        }
        event.setCustomer(KirvanoCustomer.of(webhook.at("customer")));
        event.setSubscription(KirvanoSubscription.of(webhook, id));
        KirvanoOrigin.read(webhook, event);
        return event;
    }

    private static PaymentEvent abandonedCart(String words, JsonPayload webhook, EventSource source) {
        PaymentEvent event = source.once(
                CART_ABANDONED, words, webhook.requiredText("checkout_id"), occurredAt(CART_ABANDONED, webhook));
        event.setCustomer(KirvanoCustomer.of(webhook.at("customer")));
        event.setItems(KirvanoSale.items(webhook, false));
        KirvanoOrigin.read(webhook, event);
        return event;
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload webhook) {
        @Nullable
        Instant finished = switch (type) {
            case PAYMENT_PAID, SUBSCRIPTION_RENEWED -> Times.iso(webhook.at("payment"), "finished_at", Times.SAO_PAULO);
            default -> null;
        };
        return finished == null ? Times.iso(webhook, "created_at", Times.SAO_PAULO) : finished;
    }
}
