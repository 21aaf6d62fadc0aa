package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to a subscription itself; its charges are payments of their own. */
final class StripeSubscription {
    private StripeSubscription() {}

    static PaymentEvent read(StripeEvent event) {
        JsonPayload subscription = event.object();
        String status = subscription.requiredText("status");
        String id = subscription.requiredText("id");
        String type = type(event, status);
        String words = event.type() + "/" + status;
        // An unpaid invoice makes it past due, whether this tells it or the invoice does.
        String invoice =
                Objects.requireNonNullElseGet(StripeEvent.reference(subscription, "latest_invoice"), event::created);
        PaymentEvent told = switch (type) {
            case OTHER -> event.other();
            case SUBSCRIPTION_PAST_DUE, SUBSCRIPTION_RESUMED -> event.each(type, words, id, invoice);
            case SUBSCRIPTION_PAUSED -> event.each(type, words, id, event.created());
            default -> event.once(type, words, id);
        };
        told.setSubscription(details(subscription, id, status));
        StripeMetadata.read(told, subscription.at("metadata"));
        return told;
    }

    private static String type(StripeEvent event, String status) {
        return switch (event.type()) {
            case "customer.subscription.created" -> created(event, status);
            case "customer.subscription.updated" -> updated(event, status);
            case "customer.subscription.deleted" -> SUBSCRIPTION_CANCELED;
            case "customer.subscription.paused" -> SUBSCRIPTION_PAUSED;
            case "customer.subscription.resumed" -> SUBSCRIPTION_RESUMED;
            case "customer.subscription.trial_will_end",
                    "customer.subscription.pending_update_applied",
                    "customer.subscription.pending_update_expired" -> OTHER;
            default -> throw event.unknownStatus(status);
        };
    }

    private static String created(StripeEvent event, String status) {
        return switch (status) {
            case "active", "trialing" -> SUBSCRIPTION_STARTED;
            // Its first charge is not paid yet.
            case "incomplete" -> OTHER;
            default -> throw event.unknownStatus(status);
        };
    }

    private static String updated(StripeEvent event, String status) {
        @Nullable String before = event.previous().text("status");
        return switch (status) {
            case "active", "trialing" -> resumedOrStarted(before);
            case "past_due", "unpaid" -> before == null ? OTHER : SUBSCRIPTION_PAST_DUE;
            case "canceled" -> SUBSCRIPTION_CANCELED;
            case "incomplete_expired" -> SUBSCRIPTION_EXPIRED;
            // Pausing has an event of its own.
            case "paused", "incomplete" -> OTHER;
            default -> throw event.unknownStatus(status);
        };
    }

    private static String resumedOrStarted(@Nullable String before) {
        return switch (before) {
            case "past_due", "unpaid" -> SUBSCRIPTION_RESUMED;
            case "incomplete" -> SUBSCRIPTION_STARTED;
            case null, default -> OTHER;
        };
    }

    private static Subscription details(JsonPayload from, String id, String status) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setStatus(status);
        List<JsonPayload> items = from.at("items").each("data");
        JsonPayload price = items.isEmpty() ? from.at("plan") : items.getFirst().at("price");
        JsonPayload recurring = price.at("recurring").isPresent() ? price.at("recurring") : price;
        subscription.setPlan(price.text("id"));
        subscription.setInterval(interval(recurring.text("interval")));
        subscription.setIntervalCount(recurring.count("interval_count"));
        subscription.setStartedAt(Times.epochSeconds(from, "start_date"));
        // Newer API versions keep the period with the item.
        JsonPayload period = from.has("current_period_end") || items.isEmpty() ? from : items.getFirst();
        boolean ends = from.flag("cancel_at_period_end") || status.equals("canceled");
        if (ends) {
            subscription.setExpiresAt(Times.epochSeconds(from, from.has("ended_at") ? "ended_at" : "cancel_at"));
        } else {
            subscription.setNextChargeAt(Times.epochSeconds(period, "current_period_end"));
        }
        return subscription;
    }

    private static SubscriptionInterval interval(@Nullable String interval) {
        return switch (interval) {
            case "day" -> SubscriptionInterval.DAY;
            case "week" -> SubscriptionInterval.WEEK;
            case "month" -> SubscriptionInterval.MONTH;
            case "year" -> SubscriptionInterval.YEAR;
            case null, default -> SubscriptionInterval.UNKNOWN;
        };
    }
}
