package dev.correnteza.gateways.atomopay;

import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a transaction of Atomo Pay means: one event. */
final class AtomoPayNormalizer {
    private static final String CURRENCY = "BRL";

    private AtomoPayNormalizer() {}

    static PaymentEvent normalize(JsonPayload transaction, EventSource source) {
        String id = id(transaction);
        String status = status(transaction);
        String type = type(status);
        @Nullable Instant paidAt = Times.iso(transaction, "paid_at", ZoneOffset.UTC);
        // A later state repeats when it was paid.
        PaymentEvent event = source.once(type, status, id, type.equals(PAYMENT_PAID) ? paidAt : null);
        event.setGatewayTransactionId(id);
        @Nullable
        Money amount = type.equals(PAYMENT_PAID)
                ? Amounts.requiredMinor(transaction, "amount", CURRENCY)
                : Amounts.minor(transaction, "amount", CURRENCY);
        if (amount != null) {
            EventSource.setAmount(event, amount);
        }
        event.setMethod(method(transaction.text("payment_method")));
        event.setInstallments(transaction.count("installments"));
        event.setCustomer(customer(transaction.at("customer")));
        AtomoPayOrigin.read(transaction, event);
        return event;
    }

    private static String id(JsonPayload transaction) {
        @Nullable String hash = transaction.text("transaction_hash");
        if (hash == null) {
            hash = transaction.text("hash");
        }
        return hash == null ? transaction.requiredText("id") : hash;
    }

    private static String status(JsonPayload transaction) {
        @Nullable String ofPayment = transaction.text("payment_status");
        @Nullable String other = transaction.text("status");
        if (ofPayment == null || other == null) {
            return ofPayment == null ? transaction.requiredText("status") : ofPayment;
        }
        if (!type(ofPayment).equals(type(other))) {
            throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, ofPayment + " and " + other);
        }
        return ofPayment;
    }

    private static String type(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            // The third is the documentation's own spelling.
            case "waiting_payment", "processing", "prossessing" -> PAYMENT_PENDING;
            case "pending", "aguardando pagamento" -> PAYMENT_PENDING;
            case "antifraud" -> PAYMENT_PENDING;
            case "authorized" -> PAYMENT_AUTHORIZED;
            case "paid", "approved", "pago" -> PAYMENT_PAID;
            case "refused", "failed", "falha" -> PAYMENT_REFUSED;
            case "refunded" -> PAYMENT_REFUNDED;
            case "pre chargeback" -> PAYMENT_DISPUTED;
            case "chargedback", "chargeback" -> PAYMENT_CHARGED_BACK;
            case "canceled", "cancelado" -> PAYMENT_CANCELED;
            case "expired" -> PAYMENT_EXPIRED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "pix" -> PaymentMethod.PIX;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "billet", "boleto" -> PaymentMethod.BOLETO;
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
        customer.setPhone(Phones.e164(null, from.text("phone_number"), null));
        Documents.set(customer, from.text("document"));
        return customer;
    }
}
