package dev.correnteza.gateways.wiinpay;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.people.Documents;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a payment of WiinPay means: one event. */
final class WiinPayNormalizer {
    private static final String CURRENCY = "BRL";

    private WiinPayNormalizer() {}

    static PaymentEvent normalize(JsonPayload body, EventSource source) {
        JsonPayload payment = body.at("data").isPresent() ? body.at("data") : body;
        @Nullable String paymentId = payment.text("paymentId");
        String id = paymentId == null ? payment.requiredText("id") : paymentId;
        String status = payment.requiredText("status");
        String type = type(status);
        PaymentEvent event = source.once(type, status, id, null);
        event.setGatewayTransactionId(id);
        event.setMethod(PaymentMethod.PIX);
        @Nullable
        Money amount = type.equals(PAYMENT_PAID)
                ? Amounts.requiredMajor(payment, "value", CURRENCY)
                : Amounts.major(payment, "value", CURRENCY);
        if (amount != null) {
            EventSource.setAmount(event, amount);
        }
        event.setCustomer(payer(payment));
        readTokens(payment.at("metadata"), event);
        return event;
    }

    private static String type(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "pending" -> PAYMENT_PENDING;
            case "paid", "approved" -> PAYMENT_PAID;
            case "expired" -> PAYMENT_EXPIRED;
            case "cancelled" -> PAYMENT_CANCELED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static @Nullable Customer payer(JsonPayload payment) {
        @Nullable String name = payment.text("payer_name");
        @Nullable String document = payment.text("payer_document");
        if (name == null && document == null) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(name);
        Documents.set(customer, document);
        return customer;
    }

    private static void readTokens(JsonPayload metadata, PaymentEvent event) {
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(metadata.text(Tokens.WEBHOOK_TOKEN)));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(metadata.text(Tokens.TRACKING_TOKEN)));
        }
    }
}
