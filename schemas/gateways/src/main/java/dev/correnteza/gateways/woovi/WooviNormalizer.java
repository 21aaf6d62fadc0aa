package dev.correnteza.gateways.woovi;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGEBACK_REVERSED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.PAYOUT_FAILED;
import static dev.correnteza.events.type.EventType.PAYOUT_PAID;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a webhook of Woovi means: one event. */
final class WooviNormalizer {
    private static final String TEST = "teste_webhook";

    private WooviNormalizer() {}

    static PaymentEvent normalize(JsonPayload body, EventSource source) {
        if (TEST.equals(body.text("evento"))) {
            return test(body, source);
        }
        String words = body.requiredText("event");
        return switch (words.substring(words.indexOf(':') + 1)) {
            case "CHARGE_CREATED" -> WooviSale.charge(PAYMENT_PENDING, "ACTIVE", body, source);
            case "CHARGE_COMPLETED", "CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER" ->
                WooviSale.charge(PAYMENT_PAID, "COMPLETED", body, source);
            case "CHARGE_EXPIRED" -> WooviSale.charge(PAYMENT_EXPIRED, "EXPIRED", body, source);
            // Paid before; now it is credited.
            case "BOLETO_SETTLED" -> WooviSale.charge(OTHER, "COMPLETED", body, source);
            case "TRANSACTION_RECEIVED" -> WooviSale.received(body, source);
            case "PIX_TRANSACTION_REFUND_SENT_CONFIRMED" -> WooviRefund.sent(body, source);
            case "TRANSACTION_REFUND_RECEIVED" -> WooviRefund.ofCharge(body, source);
            // The customer's money stayed, or it was never a customer's.
            case "PIX_TRANSACTION_REFUND_SENT_REJECTED", "PIX_TRANSACTION_REFUND_RECEIVED_REJECTED" ->
                WooviRefund.none("REJECTED", body, source);
            case "PIX_TRANSACTION_REFUND_RECEIVED_CONFIRMED" -> WooviRefund.none("CONFIRMED", body, source);
            case "DISPUTE_CREATED" -> WooviDispute.read(PAYMENT_DISPUTED, "OPENED", body, source);
            case "DISPUTE_ACCEPTED" -> WooviDispute.read(PAYMENT_CHARGED_BACK, "ACCEPTED", body, source);
            case "DISPUTE_REJECTED" -> WooviDispute.read(PAYMENT_CHARGEBACK_REVERSED, "REJECTED", body, source);
            case "DISPUTE_CANCELED" -> WooviDispute.read(PAYMENT_CHARGEBACK_REVERSED, "CANCELED", body, source);
            case "MOVEMENT_CONFIRMED" -> WooviPayout.read(PAYOUT_PAID, "CONFIRMED", body, source);
            case "MOVEMENT_FAILED" -> WooviPayout.read(PAYOUT_FAILED, "FAILED", body, source);
            // Taken back by the seller before it left; its status word is documented nowhere.
            case "MOVEMENT_REMOVED" -> WooviPayout.read(PAYOUT_FAILED, null, body, source);
            case "PIX_AUTOMATIC_APPROVED" -> WooviAutomatic.subscription(SUBSCRIPTION_STARTED, body, source);
            case "PIX_AUTOMATIC_REJECTED" -> WooviAutomatic.subscription(OTHER, body, source);
            case "PIX_AUTOMATIC_COBR_COMPLETED" -> WooviAutomatic.instalment(PAYMENT_PAID, "COMPLETED", body, source);
            // After the last try.
            case "PIX_AUTOMATIC_COBR_REJECTED" -> WooviAutomatic.instalment(PAYMENT_REFUSED, "REJECTED", body, source);
            case "PIX_AUTOMATIC_COBR_CREATED",
                    "PIX_AUTOMATIC_COBR_APPROVED",
                    "PIX_AUTOMATIC_COBR_TRY_REQUESTED",
                    "PIX_AUTOMATIC_COBR_TRY_REJECTED" -> WooviAutomatic.instalment(OTHER, null, body, source);
            case "ACCOUNT_REGISTER_APPROVED", "ACCOUNT_REGISTER_REJECTED", "ACCOUNT_REGISTER_PENDING" ->
                source.each(OTHER, words, "account", words, null);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, words);
        };
    }

    /**
     * Checks the status word beside an event.
     *
     * @param expected the one that fits the event; {@code null} where every one does
     */
    static void requireStatus(@Nullable String expected, JsonPayload of) {
        if (expected == null) {
            return;
        }
        String status = of.requiredText("status");
        if (!status.equals(expected)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        }
    }

    private static PaymentEvent test(JsonPayload body, EventSource source) {
        @Nullable Instant created = Times.iso(body, "data_criacao", ZoneOffset.UTC);
        String occurrence = Objects.requireNonNullElse(body.text("data_criacao"), "");
        return source.each(OTHER, TEST, "webhook", occurrence, created);
    }
}
