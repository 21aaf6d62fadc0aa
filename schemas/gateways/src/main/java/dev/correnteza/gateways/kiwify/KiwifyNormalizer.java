package dev.correnteza.gateways.kiwify;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order or a cart of Kiwify means. A charge of a subscription tells of the subscription too. */
final class KiwifyNormalizer {
    private static final String RENEWAL = "subscription_renewed";
    private static final String CART = "abandoned";

    private KiwifyNormalizer() {}

    static List<PaymentEvent> normalize(JsonPayload order, EventSource source) {
        @Nullable String eventName = order.text("webhook_event_type");
        if (eventName == null && CART.equals(order.text("status"))) {
            return List.of(abandonedCart(order, source));
        }
        String words = order.requiredText("webhook_event_type") + "/" + order.requiredText("order_status");
        String id = order.requiredText("order_id");
        if (KiwifyCustomer.isOfPanelTest(order)) {
            return List.of(source.once(OTHER, words + " (panel test)", id, KiwifyOrder.updatedAt(order)));
        }
        String type = type(words);
        return switch (type) {
            case SUBSCRIPTION_PAST_DUE, SUBSCRIPTION_CANCELED -> List.of(subscription(type, words, order, source));
            case PAYMENT_PAID -> {
                PaymentEvent paid = payment(type, words, order, source);
                @Nullable String change = change(RENEWAL.equals(eventName), order);
                yield change == null ? List.of(paid) : List.of(paid, subscription(change, words, order, source));
            }
            default -> List.of(payment(type, words, order, source));
        };
    }

    // Late and canceled repeat the state of the last charge: no news of a payment.
    private static String type(String words) {
        return switch (words) {
            case "order_approved/paid", "subscription_renewed/paid" -> PAYMENT_PAID;
            case "order_rejected/refused" -> PAYMENT_REFUSED;
            case "order_refunded/refunded" -> PAYMENT_REFUNDED;
            case "chargeback/chargedback", "chargeback/chargeback" -> PAYMENT_CHARGED_BACK;
            case "pix_created/waiting_payment", "billet_created/waiting_payment" -> PAYMENT_PENDING;
            case "subscription_late/refused", "subscription_late/waiting_payment" -> SUBSCRIPTION_PAST_DUE;
            case "subscription_canceled/paid",
                    "subscription_canceled/refused",
                    "subscription_canceled/waiting_payment",
                    "subscription_canceled/refunded",
                    "subscription_canceled/chargedback",
                    "subscription_canceled/chargeback" -> SUBSCRIPTION_CANCELED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        };
    }

    /** What a paid order means for its subscription; {@code null} where it has none, or is not told which charge it was. */
    private static @Nullable String change(boolean renewal, JsonPayload order) {
        if (KiwifySubscription.id(order) == null) {
            return null;
        }
        int charges = KiwifySubscription.completedCharges(order);
        if (renewal || charges > 1) {
            return SUBSCRIPTION_RENEWED;
        }
        return charges == 1 ? SUBSCRIPTION_STARTED : null;
    }

    private static PaymentEvent payment(String type, String words, JsonPayload order, EventSource source) {
        String id = order.requiredText("order_id");
        PaymentEvent event = source.once(type, words, id, KiwifyOrder.occurredAt(type, order));
        event.setGatewayTransactionId(id);
        KiwifyOrder.read(order, event);
        event.setCustomer(KiwifyCustomer.of(order.at("Customer")));
        event.setSubscription(KiwifySubscription.of(order, type));
        KiwifyTracking.read(order.at("TrackingParameters"), event);
        return event;
    }

    // Books no money, though the payload repeats the last charge.
    private static PaymentEvent subscription(String type, String words, JsonPayload order, EventSource source) {
        @Nullable String id = KiwifySubscription.id(order);
        if (id == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "Subscription.id");
        }
        @Nullable Instant occurredAt = KiwifyOrder.occurredAt(type, order);
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, id, occurredAt)
                : source.each(type, words, id, order.requiredText("order_id"), occurredAt);
        if (type.equals(SUBSCRIPTION_PAST_DUE)) {
            event.setGatewayTransactionId(order.text("order_id"));
        }
        event.setCustomer(KiwifyCustomer.of(order.at("Customer")));
        event.setSubscription(KiwifySubscription.of(order, type));
        KiwifyTracking.read(order.at("TrackingParameters"), event);
        return event;
    }

    private static PaymentEvent abandonedCart(JsonPayload cart, EventSource source) {
        String id = cart.requiredText("id");
        @Nullable Instant createdAt = Times.iso(cart, "created_at", ZoneOffset.UTC);
        if (KiwifyCustomer.isOfPanelTest(cart)) {
            return source.once(OTHER, CART + " (panel test)", id, createdAt);
        }
        PaymentEvent event = source.once(CART_ABANDONED, CART, id, createdAt);
        event.setCustomer(KiwifyCustomer.ofCart(cart));
        Item item = new Item();
        item.setProductId(cart.text("product_id"));
        item.setName(cart.text("product_name"));
        item.setQuantity(1);
        event.setItems(List.of(item));
        return event;
    }
}
