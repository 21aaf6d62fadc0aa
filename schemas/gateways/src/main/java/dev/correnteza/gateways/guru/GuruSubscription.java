package dev.correnteza.gateways.guru;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a webhook of a subscription means, and the subscription inside a transaction. */
final class GuruSubscription {
    private GuruSubscription() {}

    /** Books no money: each charge has a transaction of its own. */
    static PaymentEvent normalize(JsonPayload webhook, EventSource source) {
        String status = webhook.requiredText("last_status");
        @Nullable String code = code(webhook);
        if (code == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "subscription_code");
        }
        JsonPayload dates = webhook.at("dates");
        @Nullable Integer cycle = cycle(webhook.at("current_invoice"), webhook);
        String type = type(status, cycle);
        String words = "subscription/" + status;
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, code, GuruTimes.read(dates, "started_at", "last_status_at"))
                : source.each(type, words, code, occurrence(status, dates, cycle), occurredAt(type, dates));
        Subscription subscription = subscription(webhook, code);
        setCycleNumber(cycle, subscription);
        subscription.setStartedAt(GuruTimes.read(dates, "started_at"));
        subscription.setNextChargeAt(GuruTimes.read(dates, "next_cycle_at"));
        event.setSubscription(subscription);
        event.setCustomer(GuruContact.of(webhook.at("subscriber")));
        GuruSource.read(webhook.at("last_transaction").at("source"), event);
        return event;
    }

    /** {@code null} where the transaction belongs to none, and where its first payment failed. */
    static @Nullable Subscription ofTransaction(JsonPayload transaction, boolean paid) {
        JsonPayload from = transaction.at("subscription");
        @Nullable String code = code(from);
        if (code == null) {
            return null;
        }
        Subscription subscription = subscription(from, code);
        // How often it was charged so far is the number of this charge only where this one was.
        JsonPayload invoice = transaction.at("invoice");
        setCycleNumber(paid ? cycle(invoice, from) : invoice.integer("cycle"), subscription);
        subscription.setStartedAt(GuruTimes.read(from, "started_at"));
        return subscription;
    }

    private static String type(String status, @Nullable Integer cycle) {
        return switch (status) {
            case "active" -> cycle == null || cycle <= 1 ? SUBSCRIPTION_STARTED : SUBSCRIPTION_RENEWED;
            case "started" -> SUBSCRIPTION_STARTED;
            case "pastdue" -> SUBSCRIPTION_PAST_DUE;
            case "canceled", "inactive" -> SUBSCRIPTION_CANCELED;
            case "expired" -> SUBSCRIPTION_EXPIRED;
            case "trial" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    // Equal when the webhook is sent again, and when it is sent for a change that is none of the status.
    private static String occurrence(String status, JsonPayload dates, @Nullable Integer cycle) {
        return status + "/" + Objects.requireNonNullElse(dates.text("last_status_at"), "") + "/"
                + (cycle == null ? "" : cycle);
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload dates) {
        return type.equals(SUBSCRIPTION_CANCELED)
                ? GuruTimes.read(dates, "canceled_at", "last_status_at")
                : GuruTimes.read(dates, "last_status_at");
    }

    // The API calls the internal id so; in webhooks both are the code.
    private static @Nullable String code(JsonPayload from) {
        @Nullable String code = from.text("subscription_code");
        return code == null ? from.text("id") : code;
    }

    private static @Nullable Integer cycle(JsonPayload invoice, JsonPayload subscription) {
        @Nullable Integer cycle = invoice.integer("cycle");
        return cycle == null ? subscription.integer("charged_times") : cycle;
    }

    // Charged 0 times so far is not the number of a charge.
    private static void setCycleNumber(@Nullable Integer cycle, Subscription subscription) {
        subscription.setCycleNumber(cycle == null || cycle < 1 ? null : cycle);
    }

    private static Subscription subscription(JsonPayload from, String code) {
        Subscription subscription = new Subscription();
        subscription.setId(code);
        subscription.setPlan(from.text("name"));
        @Nullable Integer days = from.count("charged_every_days");
        subscription.setInterval(days == null ? SubscriptionInterval.UNKNOWN : SubscriptionInterval.DAY);
        subscription.setIntervalCount(days);
        subscription.setStatus(from.text("last_status"));
        return subscription;
    }
}
