package dev.correnteza.gateways.hubla;

import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event of a subscription means, and the subscription that an invoice belongs to. */
final class HublaSubscription {
    private HublaSubscription() {}

    /** Books no money: each charge has an invoice. */
    static PaymentEvent normalize(String eventName, JsonPayload data, EventSource source) {
        JsonPayload from = data.at("subscription");
        String id = from.requiredText("id");
        String type = type(eventName);
        @Nullable Instant activatedAt = Times.iso(from, "activatedAt", ZoneOffset.UTC);
        // One activation has one end; the next activation is another fact, and so is its end.
        String occurrence = Objects.requireNonNullElse(from.text("activatedAt"), "");
        @Nullable
        Instant occurredAt =
                type.equals(SUBSCRIPTION_STARTED) ? activatedAt : Times.iso(from, "modifiedAt", ZoneOffset.UTC);
        PaymentEvent event = source.each(type, eventName, id, occurrence, occurredAt);
        Subscription subscription = subscription(id);
        subscription.setPlan(data.at("product").text("name"));
        subscription.setStatus(from.text("status"));
        subscription.setStartedAt(activatedAt);
        @Nullable Integer months = from.count("billingCycleMonths");
        subscription.setInterval(months == null ? SubscriptionInterval.UNKNOWN : SubscriptionInterval.MONTH);
        subscription.setIntervalCount(months);
        event.setSubscription(subscription);
        event.setCustomer(HublaCustomer.of(data.at("user")));
        event.setItems(HublaInvoice.items(data));
        HublaSession.read(from.at("firstPaymentSession"), event);
        return event;
    }

    /** {@code null} where the invoice belongs to none. */
    static @Nullable Subscription ofInvoice(JsonPayload invoice) {
        @Nullable String id = invoice.text("subscriptionId");
        return id == null ? null : subscription(id);
    }

    private static String type(String event) {
        return switch (event) {
            case "subscription.activated" -> SUBSCRIPTION_STARTED;
            case "subscription.deactivated" -> SUBSCRIPTION_CANCELED;
            case "subscription.expired" -> SUBSCRIPTION_EXPIRED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
        };
    }

    private static Subscription subscription(String id) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }
}
