package dev.correnteza.gateways.lastlink;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a notice means: one event, or one for each subscription of the purchase. */
final class LastlinkNormalizer {
    private LastlinkNormalizer() {}

    static List<PaymentEvent> normalize(JsonPayload notice, EventSource source) {
        String name = notice.requiredText("Event");
        List<PaymentEvent> events =
                notice.flag("IsTest") ? other(notice, source, name + " (test)") : read(notice, source, name);
        events.forEach(event -> event.setGatewayEventId(notice.text("Id")));
        return events;
    }

    // Written in more than one case.
    private static List<PaymentEvent> read(JsonPayload notice, EventSource source, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            // The first charge, and each one after it.
            case "purchase_order_confirmed", "recurrent_payment" -> payment(PAYMENT_PAID, notice, source, name);
            // A PIX or boleto was issued: what is confirmed is the request.
            case "purchase_request_confirmed" -> payment(PAYMENT_PENDING, notice, source, name);
            case "purchase_request_expired" -> payment(PAYMENT_EXPIRED, notice, source, name);
            case "purchase_request_canceled" -> payment(PAYMENT_CANCELED, notice, source, name);
            case "refund_requested" -> payment(PAYMENT_REFUND_REQUESTED, notice, source, name);
            case "payment_refund" -> payment(PAYMENT_REFUNDED, notice, source, name);
            case "payment_chargeback" -> payment(PAYMENT_CHARGED_BACK, notice, source, name);
            case "subscription_renewal_pending" -> subscriptions(SUBSCRIPTION_PAST_DUE, notice, source, name);
            case "subscription_canceled" -> subscriptions(SUBSCRIPTION_CANCELED, notice, source, name);
            case "subscription_expired" -> subscriptions(SUBSCRIPTION_EXPIRED, notice, source, name);
            case "abandoned_cart" -> abandonedCart(notice, source, name);
            // No money moves: access, members, a guarantee that is over. The third is spelled so.
            case "product_access_started",
                    "product_access_ended",
                    "subscription_product_acess",
                    "active_member_notification",
                    "refund_period_over" -> other(notice, source, name);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, name);
        };
    }

    private static List<PaymentEvent> payment(String type, JsonPayload notice, EventSource source, String name) {
        JsonPayload data = notice.at("Data");
        JsonPayload purchase = data.at("Purchase");
        String id = purchase.requiredText("PaymentId");
        // The date of payment is there in every notice: only the paid fact may use it.
        @Nullable
        Instant paidAt = type.equals(PAYMENT_PAID) ? Times.iso(purchase, "PaymentDate", ZoneOffset.UTC) : null;
        PaymentEvent event = source.once(type, name, id, paidAt == null ? createdAt(notice) : paidAt);
        event.setGatewayTransactionId(id);
        LastlinkPurchase.read(data, event);
        readPeople(data, event);
        return List.of(event);
    }

    // Books no money, though the payload repeats the purchase. One purchase may hold several subscriptions.
    private static List<PaymentEvent> subscriptions(String type, JsonPayload notice, EventSource source, String name) {
        JsonPayload data = notice.at("Data");
        List<JsonPayload> subscriptions = data.each("Subscriptions");
        if (subscriptions.isEmpty()) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "Data.Subscriptions");
        }
        @Nullable String charge = data.at("Purchase").text("PaymentId");
        return subscriptions.stream()
                .map(subscription -> {
                    String id = subscription.requiredText("Id");
                    // What ends is what its last charge had begun.
                    String occurrence = Objects.requireNonNullElse(charge, "");
                    PaymentEvent event = source.each(type, name, id, occurrence, createdAt(notice));
                    event.setSubscription(LastlinkPurchase.subscription(data, id));
                    if (type.equals(SUBSCRIPTION_PAST_DUE)) {
                        event.setGatewayTransactionId(charge);
                    }
                    readPeople(data, event);
                    return event;
                })
                .toList();
    }

    private static List<PaymentEvent> abandonedCart(JsonPayload notice, EventSource source, String name) {
        JsonPayload data = notice.at("Data");
        // Carts have no name but the notice's, which stays when it is sent again.
        PaymentEvent event = source.once(CART_ABANDONED, name, notice.requiredText("Id"), createdAt(notice));
        event.setItems(LastlinkPurchase.items(data, null));
        readPeople(data, event);
        return List.of(event);
    }

    private static List<PaymentEvent> other(JsonPayload notice, EventSource source, String words) {
        return List.of(source.once(OTHER, words, notice.requiredText("Id"), createdAt(notice)));
    }

    private static void readPeople(JsonPayload data, PaymentEvent event) {
        event.setCustomer(LastlinkBuyer.of(data.at("Buyer")));
        LastlinkUtm.read(data.at("Utm"), event);
    }

    private static @Nullable Instant createdAt(JsonPayload notice) {
        return Times.iso(notice, "CreatedAt", ZoneOffset.UTC);
    }
}
