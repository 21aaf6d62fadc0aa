package dev.correnteza.gateways.asaas;

import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was returned of a payment: each notice lists all its refunds so far. */
final class AsaasRefunds {
    private AsaasRefunds() {}

    /** @param type full or partial, as the event says */
    static List<PaymentEvent> read(String type, JsonPayload envelope, String event, EventSource source) {
        JsonPayload payment = envelope.at("payment");
        String id = payment.requiredText("id");
        @Nullable Instant createdAt = AsaasNormalizer.createdAt(envelope);
        List<JsonPayload> refunds = payment.each("refunds");
        List<JsonPayload> done = refunds.stream().filter(AsaasRefunds::isDone).toList();
        if (!refunds.isEmpty() && done.isEmpty()) {
            requirePending(refunds, event);
            return List.of(source.once(PAYMENT_REFUND_REQUESTED, event, id, createdAt));
        }
        Money value = Amounts.requiredMajor(payment, "value", AsaasNormalizer.CURRENCY);
        if (type.equals(PAYMENT_REFUNDED) && (done.isEmpty() || sum(done) >= value.minor())) {
            PaymentEvent full = source.once(PAYMENT_REFUNDED, event, id, createdAt);
            full.setRefundedAmountMinor(value.minor());
            return List.of(full);
        }
        if (done.isEmpty()) {
            // Of unknown size.
            String occurrence = Objects.requireNonNullElse(envelope.text("dateCreated"), "");
            return List.of(source.each(PAYMENT_PARTIALLY_REFUNDED, event, id, occurrence, createdAt));
        }
        return parts(done, event, id, source, createdAt);
    }

    private static List<PaymentEvent> parts(
            List<JsonPayload> done, String event, String id, EventSource source, @Nullable Instant createdAt) {
        Map<String, Integer> alike = new HashMap<>();
        List<PaymentEvent> parts = new ArrayList<>();
        for (JsonPayload refund : done) {
            Money value = value(refund);
            String what = Objects.requireNonNullElse(refund.text("dateCreated"), "") + "/" + value.minor();
            int number = alike.merge(what, 1, Integer::sum);
            @Nullable Instant at = Times.iso(refund, "dateCreated", Times.SAO_PAULO);
            PaymentEvent part = source.each(
                    PAYMENT_PARTIALLY_REFUNDED, event, id, what + "/" + number, at == null ? createdAt : at);
            part.setRefundedAmountMinor(value.minor());
            parts.add(part);
        }
        return parts;
    }

    private static boolean isDone(JsonPayload refund) {
        String status = refund.requiredText("status");
        return switch (status) {
            case "DONE" -> true;
            case "PENDING", "CANCELLED" -> false;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "refund/" + status);
        };
    }

    private static void requirePending(List<JsonPayload> refunds, String event) {
        if (refunds.stream().noneMatch(refund -> "PENDING".equals(refund.text("status")))) {
            throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, event + "/CANCELLED");
        }
    }

    private static long sum(List<JsonPayload> refunds) {
        return refunds.stream().mapToLong(refund -> value(refund).minor()).reduce(0, Math::addExact);
    }

    private static Money value(JsonPayload refund) {
        return Amounts.requiredMajor(refund, "value", AsaasNormalizer.CURRENCY);
    }
}
