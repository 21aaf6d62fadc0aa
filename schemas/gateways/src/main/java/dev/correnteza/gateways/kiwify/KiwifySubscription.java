package dev.correnteza.gateways.kiwify;

import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;

import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscription that an order belongs to. */
final class KiwifySubscription {
    private KiwifySubscription() {}

    /** {@code null} for a sale that does not recur: the id is then blank. */
    static @Nullable String id(JsonPayload order) {
        @Nullable String id = order.at("Subscription").text("id");
        return id == null ? order.text("subscription_id") : id;
    }

    /** How many of its orders were paid so far; 0 where that is not told. */
    static int completedCharges(JsonPayload order) {
        return completed(order).size();
    }

    static @Nullable Subscription of(JsonPayload order, String type) {
        @Nullable String id = id(order);
        if (id == null) {
            return null;
        }
        JsonPayload from = order.at("Subscription");
        JsonPayload plan = from.at("plan");
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(plan.text("name"));
        setInterval(plan.text("frequency"), subscription);
        subscription.setCycleNumber(cycle(order));
        subscription.setStatus(from.text("status"));
        subscription.setStartedAt(Times.iso(from, "start_date", ZoneOffset.UTC));
        if (type.equals(SUBSCRIPTION_CANCELED)) {
            subscription.setExpiresAt(Times.iso(from.at("customer_access"), "access_until", ZoneOffset.UTC));
        } else {
            subscription.setNextChargeAt(Times.iso(from, "next_payment", ZoneOffset.UTC));
        }
        return subscription;
    }

    // The place of this order among the paid ones; one that is not paid has none.
    private static @Nullable Integer cycle(JsonPayload order) {
        @Nullable String id = order.text("order_id");
        int place = completed(order).stream()
                .map(charge -> charge.text("order_id"))
                .toList()
                .indexOf(id);
        return id == null || place < 0 ? null : place + 1;
    }

    private static List<JsonPayload> completed(JsonPayload order) {
        return order.at("Subscription").at("charges").each("completed");
    }

    private static void setInterval(@Nullable String frequency, Subscription subscription) {
        subscription.setInterval(
                switch (frequency) {
                    case "weekly" -> SubscriptionInterval.WEEK;
                    case "monthly", "quarterly", "semiannually" -> SubscriptionInterval.MONTH;
                    case "annually", "yearly" -> SubscriptionInterval.YEAR;
                    case null, default -> SubscriptionInterval.UNKNOWN;
                });
        subscription.setIntervalCount(
                switch (frequency) {
                    case "weekly", "monthly", "annually", "yearly" -> 1;
                    case "quarterly" -> 3;
                    case "semiannually" -> 6;
                    case null, default -> null;
                });
    }
}
