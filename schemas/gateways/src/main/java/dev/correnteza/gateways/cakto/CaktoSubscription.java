package dev.correnteza.gateways.cakto;

import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscription that an order belongs to, and what happens to it. It books no money: the order does. */
final class CaktoSubscription {
    private CaktoSubscription() {}

    static PaymentEvent normalize(String type, String eventName, JsonPayload order, EventSource source) {
        @Nullable Subscription subscription = of(order);
        if (subscription == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, order.pathOf("subscription"));
        }
        String words = CaktoOrder.words(eventName, order);
        String id = subscription.getId();
        @Nullable Instant occurredAt = CaktoOrder.occurredAt(type, order);
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, id, occurredAt)
                : source.each(type, words, id, order.requiredText("id"), occurredAt);
        if (type.equals(SUBSCRIPTION_PAST_DUE)) {
            event.setGatewayTransactionId(order.requiredText("id"));
        }
        event.setSubscription(subscription);
        event.setCustomer(CaktoCustomer.of(order.at("customer")));
        event.setItems(List.of(CaktoOrder.item(order)));
        CaktoOrigin.read(order, event);
        return event;
    }

    /** An object or only its id; {@code null} for an order that does not recur. */
    static @Nullable Subscription of(JsonPayload order) {
        JsonPayload from = order.at("subscription");
        @Nullable String id = from.isPresent() ? from.text("id") : order.text("subscription");
        if (id == null) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(order.at("offer").text("name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        subscription.setStatus(from.text("status"));
        subscription.setNextChargeAt(CaktoOrder.time(from, "next_payment_date"));
        return subscription;
    }
}
