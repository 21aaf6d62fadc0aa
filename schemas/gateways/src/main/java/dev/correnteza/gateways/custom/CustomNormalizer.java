package dev.correnteza.gateways.custom;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One webhook by one mapping. Expressions are evaluated into a flat form of our own names, which is then read like any gateway's
 * payload: messages name our field, never what stood in it.
 */
final class CustomNormalizer {
    private static final String PAYOUT = "payout.";

    /** What looks like a word of a protocol, and not like something about a person, may be named. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,60}");

    private final CustomMapping mapping;
    private final EventSource source;
    private final Map<String, Object> variables;

    CustomNormalizer(CustomDefinition definition, ReceivedWebhook webhook, JsonPayload body, EventSource source) {
        this.mapping = definition.mapping();
        this.source = source;
        this.variables = Map.of(
                ExpressionLanguage.BODY, PayloadValues.of(body.values()),
                ExpressionLanguage.HEADERS, picked(webhook.headers(), definition.headers()),
                ExpressionLanguage.QUERY, picked(webhook.query(), definition.query()));
    }

    PaymentEvent event() {
        @Nullable String word = mapping.type().text(variables);
        if (word == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "type");
        }
        @Nullable String type = mapping.types().get(word);
        if (type == null) {
            throw new NotUnderstoodException(
                    Reason.UNKNOWN_STATUS, WORD.matcher(word).matches() ? word : "type");
        }
        return type.equals(OTHER) ? other(word) : event(type, word);
    }

    private PaymentEvent event(String type, String word) {
        boolean movesMoney = EventType.concernsPayment(type) || type.startsWith(PAYOUT);
        JsonPayload fields = evaluated(name -> movesMoney || !name.startsWith(MappingReader.MONEY));
        PaymentEvent event = CustomFacts.start(type, word, fields, occurredAt(fields), source);
        event.setGatewayEventId(fields.text(MappingReader.EVENT_ID));
        if (movesMoney) {
            CustomMoney money = new CustomMoney(mapping.inMinor(), fields);
            money.read(event, type.equals(PAYMENT_PAID));
        }
        readReferences(fields, event);
        event.setMethod(method(fields.text(MappingReader.METHOD)));
        event.setInstallments(fields.count(MappingReader.INSTALLMENTS));
        event.setCustomer(CustomPeople.customer(fields));
        event.setAttribution(CustomPeople.attribution(fields));
        event.setSubscription(subscription(fields.text(MappingReader.SUBSCRIPTION_ID)));
        CustomMapping.@Nullable Items items = mapping.items();
        if (items != null && !type.startsWith(PAYOUT)) {
            EventSource.setItems(
                    event,
                    CustomItems.read(items, variables, mapping.inMinor(), fields),
                    () -> Amounts.currency(fields, MappingReader.CURRENCY));
        }
        if (type.startsWith(PAYOUT)) {
            // Of no payment of a customer's, whatever address it was sent to.
            event.setGatewayTransactionId(null);
            event.setWebhookToken(null);
            event.setTrackingToken(null);
        }
        return event;
    }

    // A panel's test lacks what a sale has: only what names it is asked for, and may be missing.
    private PaymentEvent other(String word) {
        Map<String, String> named = new HashMap<>();
        for (String name : new String[] {
            MappingReader.TRANSACTION_ID, MappingReader.EVENT_ID, MappingReader.OCCURRENCE, MappingReader.OCCURRED_AT
        }) {
            @Nullable Expression expression = mapping.fields().get(name);
            if (expression != null) {
                expression.lenientText(variables).ifPresent(text -> named.put(name, text));
            }
        }
        JsonPayload fields = JsonPayload.ofForm(named);
        return CustomFacts.other(word, fields, occurredAt(fields), source);
    }

    private JsonPayload evaluated(Predicate<String> isAsked) {
        Map<String, String> form = new HashMap<>();
        mapping.fields().forEach((name, expression) -> {
            if (isAsked.test(name)) {
                @Nullable String text = expression.text(variables);
                if (text != null) {
                    form.put(name, text);
                }
            }
        });
        return JsonPayload.ofForm(form);
    }

    private @Nullable Instant occurredAt(JsonPayload fields) {
        @Nullable TimeFormat format = mapping.occurredAt();
        return format == null ? null : format.read(fields, MappingReader.OCCURRED_AT);
    }

    private static void readReferences(JsonPayload fields, PaymentEvent event) {
        @Nullable String reference = fields.text(MappingReader.EXTERNAL_REFERENCE);
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(fields.text(MappingReader.WEBHOOK_TOKEN), reference));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(fields.text(MappingReader.TRACKING_TOKEN), reference));
        }
        if (Tokens.webhookToken(reference) == null && Tokens.trackingToken(reference) == null) {
            event.setExternalReference(reference);
        }
        event.setEndToEndId(fields.text(MappingReader.END_TO_END_ID));
    }

    // No money hangs on it: a word that the definition leaves out is another method, not a webhook for quarantine.
    private PaymentMethod method(@Nullable String word) {
        return word == null ? PaymentMethod.UNKNOWN : mapping.methods().getOrDefault(word, PaymentMethod.OTHER);
    }

    private static @Nullable Subscription subscription(@Nullable String id) {
        if (id == null) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    private static Map<String, String> picked(Map<String, String> from, Set<String> names) {
        Map<String, String> picked = new HashMap<>();
        from.forEach((name, value) -> {
            if (names.contains(name) && value.length() <= BoundedOperators.MAX_TEXT) {
                picked.put(name, value);
            }
        });
        return picked;
    }
}
