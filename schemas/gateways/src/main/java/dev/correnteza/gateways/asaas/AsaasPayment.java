package dev.correnteza.gateways.asaas;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGEBACK_REVERSED;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to a payment. */
final class AsaasPayment {
    private AsaasPayment() {}

    static List<PaymentEvent> read(JsonPayload envelope, String event, EventSource source) {
        JsonPayload payment = envelope.at("payment");
        String id = payment.requiredText("id");
        String type = type(event);
        requireKnownStatus(payment, event);
        List<PaymentEvent> events = switch (type) {
            case PAYMENT_REFUNDED, PAYMENT_PARTIALLY_REFUNDED -> AsaasRefunds.read(type, envelope, event, source);
            case OTHER -> List.of(AsaasNormalizer.other(envelope, event, source));
            case PAYMENT_PENDING -> List.of(waiting(envelope, event, id, source));
            case PAYMENT_PAID -> List.of(source.once(type, event, id, paidAt(envelope)));
            default -> List.of(source.once(type, event, id, AsaasNormalizer.createdAt(envelope)));
        };
        events.forEach(told -> complete(told, envelope, payment));
        return events;
    }

    static Subscription subscription(String id) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    private static String type(String event) {
        return switch (event) {
            case "PAYMENT_CREATED",
                    "PAYMENT_RESTORED",
                    "PAYMENT_AWAITING_RISK_ANALYSIS",
                    "PAYMENT_APPROVED_BY_RISK_ANALYSIS",
                    "PAYMENT_RECEIVED_IN_CASH_UNDONE" -> PAYMENT_PENDING;
            case "PAYMENT_AUTHORIZED" -> PAYMENT_AUTHORIZED;
            case "PAYMENT_CONFIRMED", "PAYMENT_RECEIVED", "PAYMENT_RECEIVED_IN_CASH", "PAYMENT_DUNNING_RECEIVED" ->
                PAYMENT_PAID;
            case "PAYMENT_REPROVED_BY_RISK_ANALYSIS", "PAYMENT_CREDIT_CARD_CAPTURE_REFUSED" -> PAYMENT_REFUSED;
            case "PAYMENT_OVERDUE" -> PAYMENT_EXPIRED;
            case "PAYMENT_DELETED" -> PAYMENT_CANCELED;
            case "PAYMENT_REFUND_IN_PROGRESS" -> PAYMENT_REFUND_REQUESTED;
            case "PAYMENT_REFUNDED" -> PAYMENT_REFUNDED;
            case "PAYMENT_PARTIALLY_REFUNDED" -> PAYMENT_PARTIALLY_REFUNDED;
            case "PAYMENT_CHARGEBACK_REQUESTED", "PAYMENT_CHARGEBACK_DISPUTE" -> PAYMENT_DISPUTED;
            case "PAYMENT_AWAITING_CHARGEBACK_REVERSAL" -> PAYMENT_CHARGEBACK_REVERSED;
            case "PAYMENT_UPDATED",
                    "PAYMENT_ANTICIPATED",
                    "PAYMENT_REFUND_DENIED",
                    "PAYMENT_DUNNING_REQUESTED",
                    "PAYMENT_BANK_SLIP_CANCELLED",
                    "PAYMENT_BANK_SLIP_VIEWED",
                    "PAYMENT_CHECKOUT_VIEWED",
                    "PAYMENT_SPLIT_CANCELLED",
                    "PAYMENT_SPLIT_DONE",
                    "PAYMENT_SPLIT_DIVERGENCE_BLOCK",
                    "PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
        };
    }

    // The event decides; a word that is new may say something that the event does not.
    private static void requireKnownStatus(JsonPayload payment, String event) {
        @Nullable String status = payment.text("status");
        switch (status) {
            case "PENDING",
                    "RECEIVED",
                    "CONFIRMED",
                    "OVERDUE",
                    "REFUNDED",
                    "RECEIVED_IN_CASH",
                    "REFUND_REQUESTED",
                    "REFUND_IN_PROGRESS",
                    "CHARGEBACK_REQUESTED",
                    "CHARGEBACK_DISPUTE",
                    "AWAITING_CHARGEBACK_REVERSAL",
                    "DUNNING_REQUESTED",
                    "DUNNING_RECEIVED",
                    "AWAITING_RISK_ANALYSIS",
                    "AUTHORIZED" -> {}
            case null, default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, event + "/" + status);
        }
    }

    // What takes a payment back to waiting can happen again.
    private static PaymentEvent waiting(JsonPayload envelope, String event, String id, EventSource source) {
        @Nullable Instant createdAt = AsaasNormalizer.createdAt(envelope);
        return switch (event) {
            case "PAYMENT_RESTORED", "PAYMENT_RECEIVED_IN_CASH_UNDONE" -> {
                String occurrence = event + "/" + Objects.requireNonNullElse(envelope.text("dateCreated"), "");
                yield source.each(PAYMENT_PENDING, event, id, occurrence, createdAt);
            }
            default -> source.once(PAYMENT_PENDING, event, id, createdAt);
        };
    }

    // The day of the payment has no time of day; the notice of that day has. One of a later day tells of money moved
    // on.
    private static @Nullable Instant paidAt(JsonPayload envelope) {
        JsonPayload payment = envelope.at("payment");
        @Nullable Instant notice = AsaasNormalizer.createdAt(envelope);
        for (String name : List.of("confirmedDate", "clientPaymentDate", "paymentDate")) {
            @Nullable Instant day = Times.iso(payment, name, Times.SAO_PAULO);
            if (day != null) {
                return notice != null && dayOf(notice).equals(dayOf(day)) ? notice : day;
            }
        }
        return notice;
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atZone(Times.SAO_PAULO).toLocalDate();
    }

    private static void complete(PaymentEvent event, JsonPayload envelope, JsonPayload payment) {
        AsaasNormalizer.named(event, envelope);
        event.setGatewayTransactionId(payment.text("id"));
        if (!event.getType().equals(OTHER)) {
            EventSource.setAmount(event, Amounts.requiredMajor(payment, "value", AsaasNormalizer.CURRENCY));
            @Nullable Money net = Amounts.major(payment, "netValue", AsaasNormalizer.CURRENCY);
            event.setNetAmountMinor(net == null ? null : net.minor());
        }
        event.setMethod(method(payment.text("billingType")));
        event.setEndToEndId(payment.at("pixTransaction").text("endToEndIdentifier"));
        @Nullable String subscription = payment.text("subscription");
        event.setSubscription(subscription == null ? null : subscription(subscription));
        @Nullable String reference = payment.text("externalReference");
        @Nullable String token = Tokens.webhookToken(reference);
        if (token == null) {
            event.setExternalReference(reference);
        } else if (event.getWebhookToken() == null) {
            event.setWebhookToken(token);
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(reference));
        }
    }

    private static PaymentMethod method(@Nullable String billingType) {
        return switch (billingType) {
            case "PIX" -> PaymentMethod.PIX;
            case "BOLETO" -> PaymentMethod.BOLETO;
            case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
            case "DEBIT_CARD" -> PaymentMethod.DEBIT_CARD;
            case "TRANSFER", "DEPOSIT" -> PaymentMethod.BANK_TRANSFER;
            // UNDEFINED: the customer has not chosen yet.
            case null -> PaymentMethod.UNKNOWN;
            case "UNDEFINED" -> PaymentMethod.UNKNOWN;
            default -> PaymentMethod.OTHER;
        };
    }
}
