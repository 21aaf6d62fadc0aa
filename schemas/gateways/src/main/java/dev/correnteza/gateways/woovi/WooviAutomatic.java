package dev.correnteza.gateways.woovi;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Pix Automático: a subscription that the customer's bank pays, and its instalments. */
final class WooviAutomatic {
    private static final String ID = "globalID";

    private WooviAutomatic() {}

    static PaymentEvent subscription(String type, JsonPayload body, EventSource source) {
        String id = body.requiredText(ID);
        PaymentEvent event = source.each(type, body.requiredText("event"), id, body.requiredText("event"), null);
        event.setSubscription(subscription(id, body.text("status")));
        event.setCustomer(WooviCustomer.of(body.at("customer")));
        readReference(body, event);
        return event;
    }

    /** @param status of the charge at the bank; {@code null} where it does not matter */
    static PaymentEvent instalment(String type, @Nullable String status, JsonPayload body, EventSource source) {
        JsonPayload charge = body.at("cobr");
        WooviNormalizer.requireStatus(status, charge);
        String words = body.requiredText("event");
        String id = body.requiredText(ID);
        @Nullable String pix = charge.text("endToEndId");
        PaymentEvent event = type.equals(PAYMENT_PAID)
                ? source.once(type, words, pix == null ? id : pix, paidAt(charge))
                : source.each(
                        type, words, id, words + "/" + charge.each("tries").size(), null);
        event.setGatewayTransactionId(type.equals(OTHER) ? null : id);
        event.setEndToEndId(pix);
        event.setMethod(PaymentMethod.PIX);
        EventSource.setAmount(event, Amounts.requiredMinor(body, "value", WooviSale.CURRENCY));
        Subscription subscription = subscription(body.requiredText("paymentSubscriptionGlobalID"), null);
        subscription.setCycleNumber(body.count("installmentNumber"));
        event.setSubscription(subscription);
        readReference(body, event);
        return event;
    }

    private static Subscription subscription(String id, @Nullable String status) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        subscription.setStatus(status);
        return subscription;
    }

    private static void readReference(JsonPayload body, PaymentEvent event) {
        @Nullable String reference = body.text("correlationID");
        @Nullable String token = Tokens.webhookToken(reference);
        if (token == null) {
            event.setExternalReference(reference);
        } else if (event.getWebhookToken() == null) {
            event.setWebhookToken(token);
        }
    }

    private static @Nullable Instant paidAt(JsonPayload charge) {
        return charge.each("tries").stream()
                .filter(attempt -> "PAID".equals(attempt.text("tryStatus")))
                .findFirst()
                .map(attempt -> Times.iso(attempt, "updatedAt", ZoneOffset.UTC))
                .orElse(null);
    }
}
