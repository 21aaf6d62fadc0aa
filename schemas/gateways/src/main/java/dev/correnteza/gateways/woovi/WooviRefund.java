package dev.correnteza.gateways.woovi;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A refund, named by its own end-to-end id, whichever event tells it. */
final class WooviRefund {
    private static final String ID = "endToEndId";
    private static final String OF_REFUND = "D";
    private static final String PARTIAL = "partial";

    private WooviRefund() {}

    /** Of a Pix that was received, which is named by its end-to-end id only. */
    static PaymentEvent sent(JsonPayload body, EventSource source) {
        JsonPayload refund = body.at("refundTransaction");
        WooviNormalizer.requireStatus("CONFIRMED", refund);
        JsonPayload original = body.at("originalTransaction");
        @Nullable Money charged = Amounts.minor(original, "value", WooviSale.CURRENCY);
        PaymentEvent event = refund(refund, charged, body, source);
        event.setEndToEndId(original.requiredText(ID));
        event.setCustomer(WooviCustomer.of(original.at("customer"), original.at("payer")));
        return event;
    }

    /** The deprecated event: the charge, and the refund in the place of the Pix. */
    static PaymentEvent ofCharge(JsonPayload body, EventSource source) {
        JsonPayload charge = body.at("charge");
        // Without one it may as well be money that came back to the seller.
        WooviSale.subject(charge);
        PaymentEvent event = refund(body.at("pix"), Amounts.minor(charge, "value", WooviSale.CURRENCY), body, source);
        WooviSale.readReference(charge, event);
        event.setCustomer(WooviCustomer.of(charge.at("customer"), body.at("pix").at("customer")));
        return event;
    }

    /** A refund that returned no money of a customer's. */
    static PaymentEvent none(String status, JsonPayload body, EventSource source) {
        JsonPayload refund = body.at("refundTransaction");
        WooviNormalizer.requireStatus(status, refund);
        String words = body.requiredText("event");
        return source.each(OTHER, words, refund.requiredText(ID), words, Times.iso(refund, "time", ZoneOffset.UTC));
    }

    private static PaymentEvent refund(
            JsonPayload refund, @Nullable Money charged, JsonPayload body, EventSource source) {
        String id = refund.requiredText(ID);
        if (!id.startsWith(OF_REFUND)) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, refund.pathOf(ID));
        }
        Money returned = Amounts.requiredMinor(refund, "value", WooviSale.CURRENCY);
        String type = isPartial(refund, returned, charged) ? PAYMENT_PARTIALLY_REFUNDED : PAYMENT_REFUNDED;
        PaymentEvent event =
                source.once(type, body.requiredText("event"), id, Times.iso(refund, "time", ZoneOffset.UTC));
        event.setMethod(PaymentMethod.PIX);
        event.setCurrency(WooviSale.CURRENCY);
        event.setRefundedAmountMinor(returned.minor());
        event.setAmountMinor(charged == null ? null : charged.minor());
        return event;
    }

    private static boolean isPartial(JsonPayload refund, Money returned, @Nullable Money charged) {
        if (refund.has(PARTIAL)) {
            return refund.flag(PARTIAL);
        }
        if (charged == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, refund.pathOf(PARTIAL));
        }
        return returned.minor() < charged.minor();
    }
}
