package dev.correnteza.gateways.pagbank;

import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One attempt to pay an order. */
final class PagBankCharge {
    private static final Pattern END_TO_END_ID = Pattern.compile("E[0-9]{20}[0-9A-Za-z]{11}");

    private PagBankCharge() {}

    static PaymentEvent read(JsonPayload order, JsonPayload charge, EventSource source) {
        String id = charge.requiredText("id");
        String status = charge.requiredText("status");
        JsonPayload amount = charge.at("amount");
        String currency = amount.has("currency") ? Amounts.currency(amount, "currency") : PagBankOrder.CURRENCY;
        Money charged = Amounts.requiredMinor(amount, "value", currency);
        Summary summary = Summary.of(amount.at("summary"), charged);
        String type = type(status, summary);
        Instant time = time(type, charge);
        PaymentEvent event = type.equals(PAYMENT_PARTIALLY_REFUNDED)
                ? source.each(type, status, id, Long.toString(summary.refunded()), time)
                : source.once(type, status, id, time);
        PagBankOrder.read(order, event);
        PagBankOrder.readReference(charge, event);
        EventSource.setAmount(event, charged);
        if (type.equals(PAYMENT_REFUNDED)) {
            event.setRefundedAmountMinor(summary.refunded());
        }
        readMethod(charge.at("payment_method"), event);
        return event;
    }

    private static String type(String status, Summary summary) {
        return switch (status) {
            case "WAITING", "IN_ANALYSIS" -> PAYMENT_PENDING;
            case "AUTHORIZED" -> PAYMENT_AUTHORIZED;
            case "DECLINED" -> PAYMENT_REFUSED;
            case "PAID" -> summary.refunded() == 0 ? PAYMENT_PAID : refund(summary);
            case "CANCELED" -> canceled(summary);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static String canceled(Summary summary) {
        if (summary.refunded() > 0) {
            return refund(summary);
        }
        if (summary.paid() == null || summary.paid() > 0) {
            throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "CANCELED, paid and not refunded");
        }
        return PAYMENT_CANCELED;
    }

    private static String refund(Summary summary) {
        return summary.refunded() >= summary.total() ? PAYMENT_REFUNDED : PAYMENT_PARTIALLY_REFUNDED;
    }

    // Neither a refund nor a cancellation has a time of its own.
    private static @Nullable Instant time(String type, JsonPayload charge) {
        return switch (type) {
            case PAYMENT_PAID -> Times.iso(charge, "paid_at", Times.SAO_PAULO);
            case PAYMENT_PENDING, PAYMENT_AUTHORIZED, PAYMENT_REFUSED ->
                Times.iso(charge, "created_at", Times.SAO_PAULO);
            default -> null;
        };
    }

    private static void readMethod(JsonPayload from, PaymentEvent event) {
        event.setMethod(
                switch (from.text("type")) {
                    case null -> PaymentMethod.UNKNOWN;
                    case "PIX" -> PaymentMethod.PIX;
                    case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
                    case "DEBIT_CARD" -> PaymentMethod.DEBIT_CARD;
                    case "BOLETO" -> PaymentMethod.BOLETO;
                    default -> PaymentMethod.OTHER;
                });
        event.setInstallments(from.count("installments"));
        @Nullable String endToEndId = from.at("pix").text("end_to_end_id");
        if (endToEndId != null && END_TO_END_ID.matcher(endToEndId).matches()) {
            event.setEndToEndId(endToEndId);
        }
    }

    /**
     * What has become of the amount so far, in minor units.
     *
     * @param paid {@code null} where not told
     */
    private record Summary(long total, @Nullable Long paid, long refunded) {
        static Summary of(JsonPayload summary, Money charged) {
            @Nullable Money total = Amounts.minor(summary, "total", charged.currency());
            @Nullable Money paid = Amounts.minor(summary, "paid", charged.currency());
            @Nullable Money refunded = Amounts.minor(summary, "refunded", charged.currency());
            return new Summary(
                    total == null ? charged.minor() : total.minor(),
                    paid == null ? null : paid.minor(),
                    refunded == null ? 0 : refunded.minor());
        }
    }
}
