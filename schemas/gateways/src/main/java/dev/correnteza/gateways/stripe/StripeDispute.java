package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYMENT_CHARGEBACK_REVERSED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What happened to a dispute. Its amount is what the customer contests, not what was charged. */
final class StripeDispute {
    private StripeDispute() {}

    static PaymentEvent read(StripeEvent event) {
        JsonPayload dispute = event.object();
        String status = dispute.requiredText("status");
        @Nullable String type = type(event, status);
        if (type == null) {
            return event.other();
        }
        @Nullable String intent = StripeEvent.reference(dispute, "payment_intent");
        @Nullable String charge = StripeEvent.reference(dispute, "charge");
        String payment = intent != null ? intent : charge != null ? charge : dispute.requiredText("charge");
        PaymentEvent told = event.each(type, event.type() + "/" + status, payment, dispute.requiredText("id"));
        told.setGatewayTransactionId(payment);
        if (type.equals(PAYMENT_CHARGED_BACK)) {
            Money lost = StripeAmounts.required(dispute, StripeAmounts.currency(dispute), "amount");
            told.setRefundedAmountMinor(lost.minor());
            told.setCurrency(lost.currency());
        }
        StripeMetadata.read(told, dispute.at("metadata"));
        return told;
    }

    /** {@code null} for what moves no payment: evidence, and the money that follows the verdict. */
    private static @Nullable String type(StripeEvent event, String status) {
        return switch (event.type() + "/" + status) {
            case "charge.dispute.created/needs_response",
                    "charge.dispute.created/under_review",
                    "charge.dispute.created/warning_needs_response",
                    "charge.dispute.created/warning_under_review" -> PAYMENT_DISPUTED;
            case "charge.dispute.closed/lost" -> PAYMENT_CHARGED_BACK;
            // An inquiry that never became a dispute ends like one that was won.
            case "charge.dispute.closed/won", "charge.dispute.closed/warning_closed" -> PAYMENT_CHARGEBACK_REVERSED;
            default ->
                switch (event.type()) {
                    case "charge.dispute.updated",
                            "charge.dispute.funds_withdrawn",
                            "charge.dispute.funds_reinstated" -> null;
                    default -> throw event.unknownStatus(status);
                };
        };
    }
}
