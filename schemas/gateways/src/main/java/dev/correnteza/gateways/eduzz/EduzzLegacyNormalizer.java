package dev.correnteza.gateways.eduzz;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CREATED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a flat body of the second generation means, JSON or form: one event each. */
final class EduzzLegacyNormalizer {
    private EduzzLegacyNormalizer() {}

    static PaymentEvent normalize(JsonPayload body, EventSource source) {
        String eventName = body.requiredText("event_name");
        return switch (eventName) {
            case "cart_abandonment" -> abandonedCart(eventName, body, source);
            case "contract_created", "contract_updated" -> contract(eventName, body, source);
            default -> {
                if (!eventName.startsWith("invoice_")) {
                    throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, eventName);
                }
                yield invoice(eventName, body, source);
            }
        };
    }

    private static PaymentEvent invoice(String eventName, JsonPayload body, EventSource source) {
        String code = body.requiredText("trans_status");
        String type = EduzzStatuses.ofInvoice(eventName, EduzzStatuses.ofInvoiceCode(code));
        String id = body.requiredText("trans_cod");
        PaymentEvent event = source.once(type, eventName + "/" + code, id, occurredAt(type, body));
        event.setGatewayTransactionId(id);
        if (!type.equals(OTHER)) {
            EduzzLegacySale.read(body, event);
        }
        event.setCustomer(EduzzCustomer.ofLegacy(body));
        event.setSubscription(subscription(body, type.equals(PAYMENT_PAID)));
        EduzzTracker.readLegacy(body, event);
        return event;
    }

    private static PaymentEvent contract(String eventName, JsonPayload body, EventSource source) {
        String code = body.requiredText("recurrence_status");
        @Nullable Integer charge = body.integer("recurrence_count");
        String type = EduzzStatuses.ofContract(EduzzStatuses.ofContractCode(code), null, charge);
        String id = body.requiredText("recurrence_cod");
        String words = eventName + "/" + code;
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, id, null)
                : source.each(type, words, id, occurrence(type, body), occurredAt(type, body));
        event.setSubscription(subscription(body, true));
        event.setCustomer(EduzzCustomer.ofLegacy(body));
        EduzzTracker.readLegacy(body, event);
        return event;
    }

    private static PaymentEvent abandonedCart(String eventName, JsonPayload body, EventSource source) {
        @Nullable Instant at = Times.iso(body, "cartAccessedAt", ZoneOffset.UTC);
        PaymentEvent event = source.once(CART_ABANDONED, eventName, body.requiredText("identifier"), at);
        EduzzCart.read(body, event);
        return event;
    }

    // The state names no time of its own, except for its end.
    private static String occurrence(String type, JsonPayload body) {
        @Nullable String canceledAt = type.equals(SUBSCRIPTION_CANCELED) ? body.text("recurrence_canceled_at") : null;
        return Objects.requireNonNullElseGet(
                canceledAt, () -> Objects.requireNonNullElse(body.text("recurrence_count"), ""));
    }

    private static @Nullable Subscription subscription(JsonPayload body, boolean countsThisCharge) {
        @Nullable String id = body.text("recurrence_cod");
        if (id == null) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(body.text("recurrence_plan"));
        subscription.setInterval(EduzzContract.interval(body.text("recurrence_interval_type")));
        subscription.setIntervalCount(body.count("recurrence_interval"));
        subscription.setCycleNumber(countsThisCharge ? body.count("recurrence_count") : null);
        subscription.setStatus(body.text("recurrence_status_name"));
        subscription.setStartedAt(Times.iso(body, "recurrence_startdate", Times.SAO_PAULO));
        return subscription;
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload body) {
        return switch (type) {
            case PAYMENT_PAID -> local(body, "trans_paiddate", "trans_paidtime");
            case PAYMENT_CREATED -> local(body, "trans_createdate", "trans_createtime");
            case SUBSCRIPTION_CANCELED -> Times.iso(body, "recurrence_canceled_at", Times.SAO_PAULO);
            default -> null;
        };
    }

    private static @Nullable Instant local(JsonPayload body, String date, String time) {
        @Nullable String day = body.text(date);
        @Nullable String hour = body.text(time);
        if (day == null || hour == null) {
            return Times.iso(body, date, Times.SAO_PAULO);
        }
        return Times.iso(JsonPayload.ofForm(Map.of(date, day + " " + hour)), date, Times.SAO_PAULO);
    }
}
