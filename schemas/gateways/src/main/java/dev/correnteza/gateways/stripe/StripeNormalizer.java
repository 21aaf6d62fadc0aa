package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYOUT_FAILED;
import static dev.correnteza.events.type.EventType.PAYOUT_PAID;
import static dev.correnteza.events.type.EventType.PAYOUT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.List;

/** What an event of Stripe means, by the kind of its object. */
final class StripeNormalizer {
    private StripeNormalizer() {}

    static List<PaymentEvent> normalize(JsonPayload envelope, EventSource source) {
        StripeEvent event = new StripeEvent(envelope, source);
        String type = event.type();
        int action = type.lastIndexOf('.');
        return switch (action < 0 ? type : type.substring(0, action)) {
            case "payment_intent" -> List.of(StripeIntent.read(event));
            case "charge" -> List.of(StripeCharge.read(event));
            case "charge.dispute" -> List.of(StripeDispute.read(event));
            case "checkout.session" -> List.of(StripeSession.read(event));
            case "invoice" -> StripeInvoice.read(event);
            case "customer.subscription" -> List.of(StripeSubscription.read(event));
            case "payout" -> List.of(payout(event));
            // The charge of a refund tells it; transfers and top-ups stay among the seller's own accounts.
            case "refund", "charge.refund", "transfer", "topup", "application_fee", "application_fee.refund" ->
                List.of(event.other());
            case "account",
                    "account.application",
                    "account.external_account",
                    "balance",
                    "capability",
                    "coupon",
                    "credit_note",
                    "customer",
                    "customer.discount",
                    "customer.source",
                    "customer.tax_id",
                    "file",
                    "invoice_payment",
                    "invoiceitem",
                    "mandate",
                    "payment_link",
                    "payment_method",
                    "person",
                    "plan",
                    "price",
                    "product",
                    "promotion_code",
                    "quote",
                    "radar.early_fraud_warning",
                    "review",
                    "setup_intent",
                    "source",
                    "subscription_schedule",
                    "tax_rate" -> List.of(event.other());
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, type);
        };
    }

    private static PaymentEvent payout(StripeEvent event) {
        JsonPayload payout = event.object();
        String status = payout.requiredText("status");
        String type = switch (event.type() + "/" + status) {
            case "payout.created/pending", "payout.created/in_transit", "payout.created/paid" -> PAYOUT_PENDING;
            case "payout.paid/paid" -> PAYOUT_PAID;
            case "payout.failed/failed", "payout.canceled/canceled" -> PAYOUT_FAILED;
            default -> {
                if (event.type().equals("payout.updated") || event.type().equals("payout.reconciliation_completed")) {
                    yield "";
                }
                throw event.unknownStatus(status);
            }
        };
        if (type.isEmpty()) {
            return event.other();
        }
        PaymentEvent told = event.once(type, event.type() + "/" + status, payout.requiredText("id"));
        EventSource.setAmount(told, StripeAmounts.required(payout, StripeAmounts.currency(payout), "amount"));
        return told;
    }
}
