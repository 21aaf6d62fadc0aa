package dev.correnteza.gateways.pushinpay;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.UnreadablePayload;
import dev.correnteza.gateways.people.Documents;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a transaction of PushinPay means: one event. */
final class PushinPayNormalizer {
    private static final String CURRENCY = "BRL";

    private PushinPayNormalizer() {}

    static PaymentEvent normalize(JsonPayload transaction, EventSource source) {
        String id = transaction.requiredText("id").toLowerCase(Locale.ROOT);
        String status = transaction.requiredText("status");
        PaymentEvent event = source.once(type(status), status, id, null);
        event.setGatewayTransactionId(id);
        EventSource.setAmount(event, Amounts.requiredMinor(transaction, "value", CURRENCY));
        event.setMethod(PaymentMethod.PIX);
        event.setEndToEndId(transaction.text("end_to_end_id"));
        event.setCustomer(payer(transaction));
        readTokens(transaction.text("webhook_url"), event);
        return event;
    }

    private static String type(String status) {
        return switch (status) {
            case "created" -> PAYMENT_PENDING;
            case "paid" -> PAYMENT_PAID;
            case "expired" -> PAYMENT_EXPIRED;
            case "canceled" -> PAYMENT_CANCELED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static @Nullable Customer payer(JsonPayload transaction) {
        @Nullable String name = transaction.text("payer_name");
        @Nullable String document = transaction.text("payer_national_registration");
        if (name == null && document == null) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(name);
        Documents.set(customer, document);
        return customer;
    }

    // The address that the charge was made with; the one that was called is read already, and may be the account's.
    private static void readTokens(@Nullable String webhookUrl, PaymentEvent event) {
        Map<String, String> query = query(webhookUrl);
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(query.get(Tokens.WEBHOOK_TOKEN)));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(query.get(Tokens.TRACKING_TOKEN)));
        }
    }

    private static Map<String, String> query(@Nullable String url) {
        int start = url == null ? -1 : url.indexOf('?');
        if (url == null || start < 0) {
            return Map.of();
        }
        int fragment = url.indexOf('#', start);
        try {
            return FormPayload.parameters(url.substring(start + 1, fragment < 0 ? url.length() : fragment));
        } catch (UnreadablePayload e) {
            // An address of the seller's own making: it says nothing of the payment.
            return Map.of();
        }
    }
}
