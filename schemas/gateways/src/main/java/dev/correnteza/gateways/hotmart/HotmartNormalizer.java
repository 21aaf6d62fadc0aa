package dev.correnteza.gateways.hotmart;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PLAN_CHANGED;

import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an envelope of 2.0.0 means: one event each. */
final class HotmartNormalizer {
    private HotmartNormalizer() {}

    static PaymentEvent normalize(JsonPayload envelope, EventSource source) {
        String event = envelope.requiredText("event");
        JsonPayload data = envelope.at("data");
        if (HotmartPanelTest.isOne(event, data)) {
            return other(envelope, source, event + " (panel test)");
        }
        return switch (event) {
            case "PURCHASE_BILLET_PRINTED",
                    "PURCHASE_APPROVED",
                    "PURCHASE_COMPLETE",
                    "PURCHASE_CANCELED",
                    "PURCHASE_EXPIRED",
                    "PURCHASE_PROTEST",
                    "PURCHASE_REFUNDED",
                    "PURCHASE_CHARGEBACK",
                    "PURCHASE_DELAYED" -> purchase(envelope, data, source, event);
            case "PURCHASE_OUT_OF_SHOPPING_CART" -> abandonedCart(envelope, data, source, event);
            case "SUBSCRIPTION_CANCELLATION" -> cancellation(envelope, data, source, event);
            case "SWITCH_PLAN" -> planChange(envelope, data, source, event);
            // Nothing about money: a charge day moved, members area, physical delivery.
            case "UPDATE_SUBSCRIPTION_CHARGE_DATE", "CLUB_FIRST_ACCESS", "CLUB_MODULE_COMPLETED", "ORDER_FULFILLMENT" ->
                other(envelope, source, event);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
        };
    }

    private static PaymentEvent purchase(JsonPayload envelope, JsonPayload data, EventSource source, String eventName) {
        JsonPayload purchase = data.at("purchase");
        String status = purchase.requiredText("status");
        String transaction = purchase.requiredText("transaction");
        String type = type(eventName, status, purchase);
        String words = eventName + "/" + status;

        PaymentEvent event = type.equals(SUBSCRIPTION_PAST_DUE)
                ? source.each(type, words, HotmartPurchase.requiredSubscriberCode(data), transaction, created(envelope))
                : source.once(type, words, transaction, occurredAt(type, envelope, purchase));
        event.setGatewayTransactionId(transaction);
        event.setGatewayEventId(envelope.text("id"));
        HotmartPurchase.read(data, event);
        return event;
    }

    // COMPLETE is the end of the guarantee period: the same sale, paid at the same time.
    private static String type(String event, String status, JsonPayload purchase) {
        return switch (event + "/" + status) {
            case "PURCHASE_BILLET_PRINTED/BILLET_PRINTED",
                    "PURCHASE_BILLET_PRINTED/PRINTED_BILLET",
                    "PURCHASE_BILLET_PRINTED/WAITING_PAYMENT" -> PAYMENT_PENDING;
            case "PURCHASE_APPROVED/APPROVED",
                    "PURCHASE_APPROVED/COMPLETED",
                    "PURCHASE_APPROVED/COMPLETE",
                    "PURCHASE_COMPLETE/COMPLETED",
                    "PURCHASE_COMPLETE/COMPLETE" -> PAYMENT_PAID;
            case "PURCHASE_CANCELED/CANCELED", "PURCHASE_CANCELED/CANCELLED" ->
                purchase.at("payment").text("refusal_reason") == null ? PAYMENT_CANCELED : PAYMENT_REFUSED;
            case "PURCHASE_CANCELED/NO_FUNDS", "PURCHASE_CANCELED/BLOCKED" -> PAYMENT_REFUSED;
            case "PURCHASE_DELAYED/DELAYED", "PURCHASE_DELAYED/OVERDUE" -> SUBSCRIPTION_PAST_DUE;
            case "PURCHASE_EXPIRED/EXPIRED" -> PAYMENT_EXPIRED;
            case "PURCHASE_PROTEST/DISPUTE", "PURCHASE_PROTEST/PROTESTED" -> PAYMENT_REFUND_REQUESTED;
            case "PURCHASE_REFUNDED/REFUNDED" -> PAYMENT_REFUNDED;
            case "PURCHASE_REFUNDED/PARTIALLY_REFUNDED" -> PAYMENT_PARTIALLY_REFUNDED;
            case "PURCHASE_CHARGEBACK/CHARGEBACK" -> PAYMENT_CHARGED_BACK;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, event + "/" + status);
        };
    }

    // A refund still carries the sale's approved_date: only the paid fact may use it.
    private static @Nullable Instant occurredAt(String type, JsonPayload envelope, JsonPayload purchase) {
        @Nullable
        Instant own = switch (type) {
            case PAYMENT_PAID -> Times.epochMillis(purchase, "approved_date");
            case PAYMENT_PENDING -> Times.epochMillis(purchase, "order_date");
            default -> null;
        };
        return own == null ? created(envelope) : own;
    }

    private static PaymentEvent abandonedCart(
            JsonPayload envelope, JsonPayload data, EventSource source, String eventName) {
        PaymentEvent event = source.once(CART_ABANDONED, eventName, envelope.requiredText("id"), created(envelope));
        event.setGatewayEventId(envelope.text("id"));
        event.setCustomer(HotmartBuyer.ofCart(data));
        JsonPayload product = data.at("product");
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setOfferId(data.at("offer").text("code"));
        item.setQuantity(1);
        event.setItems(List.of(item));
        return event;
    }

    private static PaymentEvent cancellation(
            JsonPayload envelope, JsonPayload data, EventSource source, String eventName) {
        JsonPayload subscriber = data.at("subscriber");
        String code = subscriber.requiredText("code");
        @Nullable Instant canceledAt = Times.epochMillis(data, "cancellation_date");
        PaymentEvent event = source.each(
                SUBSCRIPTION_CANCELED,
                eventName,
                code,
                Objects.requireNonNullElseGet(data.text("cancellation_date"), () -> envelope.requiredText("id")),
                canceledAt == null ? created(envelope) : canceledAt);
        event.setGatewayEventId(envelope.text("id"));
        Subscription subscription = subscription(code);
        JsonPayload plan = data.at("subscription").at("plan");
        subscription.setPlan(plan.text("name"));
        // What would have been the next charge is the end of access.
        subscription.setExpiresAt(Times.epochMillis(data, "date_next_charge"));
        event.setSubscription(subscription);
        Customer customer = HotmartBuyer.named(subscriber.text("name"), subscriber.text("email"));
        event.setCustomer(customer);
        return event;
    }

    private static PaymentEvent planChange(
            JsonPayload envelope, JsonPayload data, EventSource source, String eventName) {
        JsonPayload changed = data.at("subscription");
        String code = changed.requiredText("subscriber_code");
        @Nullable Instant changedAt = Times.epochMillis(data, "switch_plan_date");
        JsonPayload plan = data.each("plans").stream()
                .filter(candidate -> candidate.flag("current"))
                .findFirst()
                .orElseThrow(() -> new NotUnderstoodException(Reason.MISSING_FIELD, "data.plans.current"));
        PaymentEvent event = source.each(
                SUBSCRIPTION_PLAN_CHANGED,
                eventName,
                code,
                Objects.requireNonNullElseGet(data.text("switch_plan_date"), () -> envelope.requiredText("id")),
                changedAt == null ? created(envelope) : changedAt);
        event.setGatewayEventId(envelope.text("id"));
        Subscription subscription = subscription(code);
        subscription.setPlan(plan.text("name"));
        subscription.setStatus(changed.text("status"));
        subscription.setNextChargeAt(Times.epochMillis(changed, "date_next_charge"));
        event.setSubscription(subscription);
        event.setCustomer(HotmartBuyer.named(null, changed.at("user").text("email")));
        return event;
    }

    private static PaymentEvent other(JsonPayload envelope, EventSource source, String words) {
        PaymentEvent event = source.once(OTHER, words, envelope.requiredText("id"), created(envelope));
        event.setGatewayEventId(envelope.text("id"));
        return event;
    }

    private static Subscription subscription(String code) {
        Subscription subscription = new Subscription();
        subscription.setId(code);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    private static @Nullable Instant created(JsonPayload envelope) {
        @Nullable Instant created = Times.epochMillis(envelope, "creation_date");
        // Spelled so by CLUB_FIRST_ACCESS.
        return created == null ? Times.epochMillis(envelope, "creationDate") : created;
    }
}
