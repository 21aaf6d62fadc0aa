package dev.correnteza.gateways.paradise;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** What a webhook of Paradise means: one event, by the status of the transaction. */
final class ParadiseNormalizer {
    private static final String CURRENCY = "BRL";
    private static final String TRANSACTION = "transaction";

    private ParadiseNormalizer() {}

    static PaymentEvent normalize(JsonPayload webhook, EventSource source) {
        @Nullable String kind = webhook.text("webhook_type");
        if (kind != null && !kind.equals(TRANSACTION)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, kind);
        }
        // A text here, a number in the answer to the charge.
        String id = webhook.requiredText("transaction_id");
        String status = webhook.requiredText("status");
        PaymentEvent event = source.once(type(status), status, id, Times.iso(webhook, "timestamp", Times.SAO_PAULO));
        event.setGatewayTransactionId(id);
        EventSource.setAmount(event, Amounts.requiredMinor(webhook, "amount", CURRENCY));
        event.setMethod(method(webhook.text("payment_method")));
        event.setCustomer(customer(webhook.at("customer")));
        ParadiseOrigin.read(webhook, event);
        return event;
    }

    // raw_status is the acquirer's word and decides nothing.
    private static String type(String status) {
        return switch (status) {
            case "pending" -> PAYMENT_PENDING;
            case "approved" -> PAYMENT_PAID;
            // Refused, cancelled or expired, it does not say which: not paid, and a late payment is still one.
            case "failed" -> PAYMENT_REFUSED;
            case "refunded" -> PAYMENT_REFUNDED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "pix" -> PaymentMethod.PIX;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            default -> PaymentMethod.OTHER;
        };
    }

    private static @Nullable Customer customer(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("document"));
        customer.setPhone(Phones.e164(null, from.text("phone"), null));
        return customer;
    }
}
