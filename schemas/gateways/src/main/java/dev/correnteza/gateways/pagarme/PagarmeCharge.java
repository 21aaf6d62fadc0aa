package dev.correnteza.gateways.pagarme;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What happened to a charge. */
final class PagarmeCharge {
    private static final String RETURNED_SO_FAR = "canceled_amount";

    private PagarmeCharge() {}

    static PaymentEvent read(JsonPayload envelope, String eventName, EventSource source) {
        JsonPayload charge = envelope.at("data");
        String words = eventName + "/" + charge.requiredText("status");
        String type = type(words, charge);
        JsonPayload order = charge.at("order");
        if (type.equals(OTHER)) {
            PaymentEvent other = PagarmeNormalizer.other(envelope, words, source);
            other.setGatewayTransactionId(charge.text("id"));
            PagarmeReferences.read(other, order.at("metadata"), charge, order);
            return other;
        }
        return event(type, words, envelope, charge, order, source);
    }

    /**
     * A fact of a charge.
     *
     * @param order that the charge belongs to
     */
    static PaymentEvent event(
            String type,
            String words,
            JsonPayload envelope,
            JsonPayload charge,
            JsonPayload order,
            EventSource source) {
        String id = charge.requiredText("id");
        @Nullable Instant at = occurredAt(type, envelope, charge);
        boolean part = type.equals(PAYMENT_PARTIALLY_REFUNDED);
        PaymentEvent event = part
                ? source.each(type, words, id, charge.requiredText(RETURNED_SO_FAR), at)
                : source.once(type, words, id, at);
        PagarmeNormalizer.named(event, envelope);
        event.setGatewayTransactionId(id);
        String currency = currency(charge, order);
        EventSource.setAmount(event, amount(type, charge, currency));
        JsonPayload transaction = charge.at("last_transaction");
        if (part) {
            event.setRefundedAmountMinor(returned(transaction, currency));
        } else if (type.equals(PAYMENT_REFUNDED)) {
            event.setRefundedAmountMinor(event.getAmountMinor());
        }
        event.setMethod(PagarmeReferences.method(charge.text("payment_method")));
        event.setInstallments(transaction.count("installments"));
        event.setEndToEndId(transaction.text("end_to_end_id"));
        event.setExpiresAt(Times.iso(transaction, "expires_at", ZoneOffset.UTC));
        event.setCustomer(
                PagarmeCustomer.of(charge.at("customer").isPresent() ? charge.at("customer") : order.at("customer")));
        event.setItems(PagarmeReferences.items(order, currency));
        PagarmeReferences.read(event, order.at("metadata"), charge, order);
        return event;
    }

    private static String type(String words, JsonPayload charge) {
        return switch (words) {
            case "charge.created/pending",
                    "charge.created/processing",
                    "charge.pending/pending",
                    "charge.processing/processing",
                    "charge.processing/pending",
                    "charge.underpaid/underpaid" -> PAYMENT_PENDING;
            case "charge.created/paid", "charge.paid/paid", "charge.paid/overpaid", "charge.overpaid/overpaid" ->
                PAYMENT_PAID;
            case "charge.created/failed", "charge.payment_failed/failed" -> PAYMENT_REFUSED;
            case "charge.refunded/refunded", "charge.refunded/canceled" ->
                isWhole(charge) ? PAYMENT_REFUNDED : PAYMENT_PARTIALLY_REFUNDED;
            case "charge.refunded/partial_refunded",
                    "charge.partial_canceled/partial_refunded",
                    "charge.partial_canceled/paid",
                    "charge.partial_canceled/overpaid",
                    "charge.partial_canceled/pending",
                    "charge.partial_canceled/canceled" -> PAYMENT_PARTIALLY_REFUNDED;
            case "charge.chargedback/chargedback" -> PAYMENT_CHARGED_BACK;
            default -> {
                requireNothingNew(words);
                yield OTHER;
            }
        };
    }

    // Another charge or another event of this one tells what comes of it.
    private static void requireNothingNew(String words) {
        int slash = words.indexOf('/');
        switch (words.substring(0, slash)) {
            case "charge.updated",
                    "charge.antifraud_approved",
                    "charge.antifraud_reproved",
                    "charge.antifraud_manual",
                    "charge.antifraud_pending" -> PagarmeOrder.requireKnownCharge(words.substring(slash + 1), words);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        }
    }

    // What was asked counts where it does not say what was paid or returned.
    private static boolean isWhole(JsonPayload charge) {
        String currency = currency(charge, charge.at("order"));
        String whole = charge.has("paid_amount") ? "paid_amount" : "amount";
        return !charge.has(RETURNED_SO_FAR)
                || Amounts.requiredMinor(charge, RETURNED_SO_FAR, currency).minor()
                        >= Amounts.requiredMinor(charge, whole, currency).minor();
    }

    private static String currency(JsonPayload charge, JsonPayload order) {
        return Amounts.currency(charge.has("currency") ? charge : order, "currency");
    }

    private static Money amount(String type, JsonPayload charge, String currency) {
        boolean asked = type.equals(PAYMENT_PENDING) || type.equals(PAYMENT_REFUSED) || !charge.has("paid_amount");
        return Amounts.requiredMinor(charge, asked ? "amount" : "paid_amount", currency);
    }

    private static @Nullable Long returned(JsonPayload transaction, String currency) {
        @Nullable String status = transaction.text("status");
        boolean ofThisPart = "canceled".equals(status) || "refunded".equals(status);
        @Nullable Money part = ofThisPart ? Amounts.minor(transaction, "amount", currency) : null;
        return part == null ? null : part.minor();
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload envelope, JsonPayload charge) {
        @Nullable Instant paidAt = type.equals(PAYMENT_PAID) ? Times.iso(charge, "paid_at", ZoneOffset.UTC) : null;
        return paidAt == null ? PagarmeNormalizer.createdAt(envelope) : paidAt;
    }
}
