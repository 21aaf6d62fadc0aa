package dev.correnteza.gateways.syncpay;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.PAYOUT_FAILED;
import static dev.correnteza.events.type.EventType.PAYOUT_PAID;
import static dev.correnteza.events.type.EventType.PAYOUT_PENDING;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a webhook of SyncPay means: one event, in whichever of the three bodies. */
final class SyncPayNormalizer {
    private static final String DEFAULT_CURRENCY = "BRL";

    private SyncPayNormalizer() {}

    /** @param eventName header of the request; {@code null} where it has none */
    static PaymentEvent normalize(@Nullable String eventName, JsonPayload body, EventSource source) {
        JsonPayload data = body.at("data").isPresent() ? body.at("data") : body;
        String status = data.requiredText("status");
        String words = eventName == null || eventName.isBlank() ? status : eventName.strip() + "/" + status;
        PaymentEvent event = switch (SyncPayEvent.of(eventName, data)) {
            case CHARGE -> charge(data, status, words, source);
            case PAYOUT -> payout(data, status, words, source);
        };
        readMoney(data, event);
        return event;
    }

    private static PaymentEvent charge(JsonPayload data, String status, String words, EventSource source) {
        String type = chargeType(status);
        String id = data.text("id") == null ? data.requiredText("idtransaction") : data.requiredText("id");
        PaymentEvent event = source.once(type, words, id, occurredAt(type.equals(PAYMENT_PENDING), data));
        event.setGatewayTransactionId(id);
        event.setEndToEndId(data.text("end_to_end"));
        event.setCustomer(customer(data.at("client")));
        @Nullable String reference = data.text("externalreference");
        if (!id.equals(reference)) {
            event.setExternalReference(reference);
        }
        return event;
    }

    private static PaymentEvent payout(JsonPayload data, String status, String words, EventSource source) {
        String type = payoutType(status);
        String id = data.requiredText("id");
        PaymentEvent event = source.once(type, words, id, occurredAt(type.equals(PAYOUT_PENDING), data));
        event.setGatewayEventId(id);
        // Were it sent to the address of a charge, it would still not be about that charge.
        event.setWebhookToken(null);
        event.setTrackingToken(null);
        return event;
    }

    private static String chargeType(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "pending", "waiting_for_approval" -> PAYMENT_PENDING;
            // The last one is the old postback's: paid out of the customer's account, not out of the seller's.
            case "completed", "paid", "paid_out" -> PAYMENT_PAID;
            case "failed" -> PAYMENT_REFUSED;
            case "expired" -> PAYMENT_EXPIRED;
            case "cancelled" -> PAYMENT_CANCELED;
            case "refunded" -> PAYMENT_REFUNDED;
            // Mecanismo Especial de Devolução: the payer's bank asks; nothing is decided.
            case "med" -> PAYMENT_DISPUTED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static String payoutType(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "pending" -> PAYOUT_PENDING;
            case "completed", "paid" -> PAYOUT_PAID;
            case "failed" -> PAYOUT_FAILED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "cashout/" + status);
        };
    }

    private static @Nullable Instant occurredAt(boolean pending, JsonPayload data) {
        @Nullable Instant created = Times.iso(data, "created_at", ZoneOffset.UTC);
        @Nullable Instant updated = Times.iso(data, "updated_at", ZoneOffset.UTC);
        return pending && created != null ? created : updated;
    }

    private static void readMoney(JsonPayload data, PaymentEvent event) {
        String currency = data.has("currency") ? Amounts.currency(data, "currency") : DEFAULT_CURRENCY;
        EventSource.setAmount(event, Amounts.requiredMajor(data, "amount", currency));
        @Nullable Money net = Amounts.major(data, "final_amount", currency);
        event.setNetAmountMinor(net == null ? null : net.minor());
        event.setMethod(method(data.text("payment_method")));
    }

    private static PaymentMethod method(@Nullable String method) {
        if (method == null) {
            return PaymentMethod.UNKNOWN;
        }
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "PIX" -> PaymentMethod.PIX;
            case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
            default -> PaymentMethod.OTHER;
        };
    }

    private static @Nullable Customer customer(JsonPayload client) {
        if (!client.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(client.text("name"));
        customer.setEmail(client.text("email"));
        Documents.set(customer, client.text("document"));
        return customer;
    }
}
