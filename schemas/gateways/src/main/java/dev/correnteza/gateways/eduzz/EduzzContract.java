package dev.correnteza.gateways.eduzz;

import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a contract means. It books no money: invoices do. */
final class EduzzContract {
    private EduzzContract() {}

    static PaymentEvent normalize(
            String eventName, JsonPayload envelope, EventSource source, @Nullable Instant sentAt) {
        JsonPayload data = envelope.at("data");
        JsonPayload contract = data.at("contract");
        String status = contract.requiredText("status");
        String type = EduzzStatuses.ofContract(status, data.text("reason"), charge(contract));
        return event(type, eventName + "/" + status, data, source, sentAt);
    }

    /** A recurring charge that failed: the contract is late, also while its status does not say so. */
    static PaymentEvent attempted(
            String eventName, JsonPayload envelope, EventSource source, @Nullable Instant sentAt) {
        return event(SUBSCRIPTION_PAST_DUE, eventName, envelope.at("data"), source, sentAt);
    }

    private static PaymentEvent event(
            String type, String words, JsonPayload data, EventSource source, @Nullable Instant sentAt) {
        JsonPayload contract = data.at("contract");
        String id = contract.requiredText("id");
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, id, sentAt)
                : source.each(type, words, id, occurrence(type, contract), sentAt);
        event.setSubscription(subscription(type, id, data));
        event.setCustomer(EduzzCustomer.ofContract(data.at("customer")));
        event.setItems(data.each("products").stream().map(EduzzContract::item).toList());
        EduzzTracker.read(data, event);
        return event;
    }

    // A charge is renewed once and late once, however often that is told; the rest goes by the state's own time.
    private static String occurrence(String type, JsonPayload contract) {
        JsonPayload recurrence = contract.at("recurrence");
        @Nullable
        String occurrence = switch (type) {
            case SUBSCRIPTION_RENEWED -> recurrence.at("charges").text("current");
            case SUBSCRIPTION_PAST_DUE -> recurrence.text("currentDue");
            default -> contract.requiredText("status") + "/" + contract.text("updatedAt");
        };
        return Objects.requireNonNullElseGet(occurrence, () -> contract.requiredText("updatedAt"));
    }

    private static Subscription subscription(String type, String id, JsonPayload data) {
        JsonPayload contract = data.at("contract");
        JsonPayload recurrence = contract.at("recurrence");
        Subscription subscription = new Subscription();
        subscription.setId(id);
        List<JsonPayload> products = data.each("products");
        subscription.setPlan(products.isEmpty() ? null : products.getFirst().text("name"));
        JsonPayload frequency = recurrence.at("frequency");
        subscription.setInterval(interval(frequency.text("type")));
        subscription.setIntervalCount(frequency.count("value"));
        subscription.setCycleNumber(charges(contract).count("current"));
        subscription.setStatus(contract.text("status"));
        subscription.setStartedAt(Times.iso(recurrence, "startsAt", ZoneOffset.UTC));
        if (!type.equals(SUBSCRIPTION_CANCELED)) {
            subscription.setNextChargeAt(Times.iso(recurrence, "nextDue", ZoneOffset.UTC));
        }
        return subscription;
    }

    private static Item item(JsonPayload product) {
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setQuantity(1);
        return item;
    }

    private static @Nullable Integer charge(JsonPayload contract) {
        return charges(contract).integer("current");
    }

    private static JsonPayload charges(JsonPayload contract) {
        return contract.at("recurrence").at("charges");
    }

    static SubscriptionInterval interval(@Nullable String unit) {
        return switch (unit) {
            case "day" -> SubscriptionInterval.DAY;
            case "week" -> SubscriptionInterval.WEEK;
            case "month" -> SubscriptionInterval.MONTH;
            case "year" -> SubscriptionInterval.YEAR;
            case null, default -> SubscriptionInterval.UNKNOWN;
        };
    }
}
