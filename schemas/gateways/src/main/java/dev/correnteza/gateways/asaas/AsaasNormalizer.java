package dev.correnteza.gateways.asaas;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYOUT_FAILED;
import static dev.correnteza.events.type.EventType.PAYOUT_PAID;
import static dev.correnteza.events.type.EventType.PAYOUT_PENDING;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event of Asaas means, by its family. */
final class AsaasNormalizer {
    static final String CURRENCY = "BRL";

    private static final String PAYMENT = "PAYMENT_";

    private AsaasNormalizer() {}

    static List<PaymentEvent> normalize(JsonPayload envelope, EventSource source) {
        String event = envelope.requiredText("event");
        if (event.startsWith(PAYMENT)) {
            return AsaasPayment.read(envelope, event, source);
        }
        return List.of(
                switch (event) {
                    case "TRANSFER_CREATED", "TRANSFER_PENDING", "TRANSFER_IN_BANK_PROCESSING", "TRANSFER_BLOCKED" ->
                        transfer(PAYOUT_PENDING, envelope, event, source);
                    case "TRANSFER_DONE" -> transfer(PAYOUT_PAID, envelope, event, source);
                    case "TRANSFER_FAILED", "TRANSFER_CANCELLED" -> transfer(PAYOUT_FAILED, envelope, event, source);
                    case "SUBSCRIPTION_DELETED", "SUBSCRIPTION_INACTIVATED" -> subscription(envelope, event, source);
                    // What is paid, a checkout or the first charge of a subscription, is told by its payment.
                    case "CHECKOUT_CREATED", "CHECKOUT_CANCELED", "CHECKOUT_EXPIRED", "CHECKOUT_PAID" ->
                        other(envelope, event, source);
                    case "SUBSCRIPTION_CREATED",
                            "SUBSCRIPTION_UPDATED",
                            "SUBSCRIPTION_SPLIT_DISABLED",
                            "SUBSCRIPTION_SPLIT_DIVERGENCE_BLOCK",
                            "SUBSCRIPTION_SPLIT_DIVERGENCE_BLOCK_FINISHED" -> other(envelope, event, source);
                    // Tax invoices.
                    case "INVOICE_CREATED",
                            "INVOICE_UPDATED",
                            "INVOICE_SYNCHRONIZED",
                            "INVOICE_AUTHORIZED",
                            "INVOICE_PROCESSING_CANCELLATION",
                            "INVOICE_CANCELED",
                            "INVOICE_CANCELLATION_DENIED",
                            "INVOICE_ERROR" -> other(envelope, event, source);
                    default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
                });
    }

    static PaymentEvent other(JsonPayload envelope, String event, EventSource source) {
        return named(source.once(OTHER, event, envelope.requiredText("id"), createdAt(envelope)), envelope);
    }

    static PaymentEvent named(PaymentEvent event, JsonPayload envelope) {
        event.setGatewayEventId(envelope.text("id"));
        return event;
    }

    /** When the notice was made. */
    static @Nullable Instant createdAt(JsonPayload envelope) {
        return Times.iso(envelope, "dateCreated", Times.SAO_PAULO);
    }

    private static PaymentEvent transfer(String type, JsonPayload envelope, String event, EventSource source) {
        JsonPayload transfer = envelope.at("transfer");
        PaymentEvent payout =
                named(source.once(type, event, transfer.requiredText("id"), createdAt(envelope)), envelope);
        EventSource.setAmount(payout, Amounts.requiredMajor(transfer, "value", CURRENCY));
        return payout;
    }

    private static PaymentEvent subscription(JsonPayload envelope, String event, EventSource source) {
        String id = envelope.at("subscription").requiredText("id");
        PaymentEvent canceled = named(source.once(SUBSCRIPTION_CANCELED, event, id, createdAt(envelope)), envelope);
        canceled.setSubscription(AsaasPayment.subscription(id));
        return canceled;
    }
}
