package dev.correnteza.gateways.greenn;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a contract means, which is a subscription. It books no money, though it repeats its last sale. */
final class GreennContract {
    private GreennContract() {}

    static PaymentEvent normalize(JsonPayload webhook, EventSource source) {
        JsonPayload contract = webhook.at("contract");
        String status = webhook.requiredText("currentStatus");
        String id = contract.requiredText("id");
        String words = "contractUpdated/" + status;
        @Nullable Instant paidUntil = time(contract, "current_period_end");
        // A period is paid for once, and ends once.
        String occurrence = status + "/" + (paidUntil == null ? "" : paidUntil);
        PaymentEvent event =
                source.each(type(status, contract, paidUntil), words, id, occurrence, time(contract, "updated_at"));
        Subscription subscription = subscription(webhook, id);
        subscription.setStatus(status);
        subscription.setStartedAt(time(contract, "start_date"));
        subscription.setExpiresAt(paidUntil);
        event.setSubscription(subscription);
        event.setItems(GreennSale.items(webhook.at("product")));
        return event;
    }

    /** {@code null} where the sale names no contract, as those that are known. */
    static @Nullable Subscription ofSale(JsonPayload webhook) {
        @Nullable String id = webhook.at("contract").text("id");
        return id == null ? null : subscription(webhook, id);
    }

    private static String type(String status, JsonPayload contract, @Nullable Instant paidUntil) {
        return switch (status) {
            case "paid" -> isFirstPeriod(contract, paidUntil) ? SUBSCRIPTION_STARTED : SUBSCRIPTION_RENEWED;
            case "canceled" -> SUBSCRIPTION_CANCELED;
            // What becomes of a charge is told by its sale.
            case "created", "waiting_payment", "refused", "refunded", "chargedback" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "contractUpdated/" + status);
        };
    }

    // Charges are not numbered. When the second period begins, as much time has passed as is paid for.
    private static boolean isFirstPeriod(JsonPayload contract, @Nullable Instant paidUntil) {
        @Nullable Instant start = time(contract, "start_date");
        @Nullable Instant updated = time(contract, "updated_at");
        if (start == null || updated == null || paidUntil == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "contract.current_period_end");
        }
        Duration passed = Duration.between(start, updated);
        return passed.compareTo(Duration.between(updated, paidUntil).dividedBy(2)) < 0;
    }

    private static Subscription subscription(JsonPayload webhook, String id) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(webhook.at("product").text("name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    private static @Nullable Instant time(JsonPayload contract, String name) {
        return Times.iso(contract, name, Times.SAO_PAULO);
    }
}
