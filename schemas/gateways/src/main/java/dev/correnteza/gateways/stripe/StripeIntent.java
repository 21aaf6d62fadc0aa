package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CREATED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;

/** What happened to a payment intent. */
final class StripeIntent {
    private static final String ATTEMPT_EXPIRED = "payment_intent_payment_attempt_expired";

    private StripeIntent() {}

    static PaymentEvent read(StripeEvent event) {
        JsonPayload intent = event.object();
        String status = intent.requiredText("status");
        String type = type(event, status);
        PaymentEvent payment = event.ofPayment(type, event.type() + "/" + status, intent.requiredText("id"));
        String currency = StripeAmounts.currency(intent);
        // What was asked may have been captured in part.
        EventSource.setAmount(
                payment,
                type.equals(PAYMENT_PAID)
                        ? StripeAmounts.required(intent, currency, "amount_received", "amount")
                        : StripeAmounts.required(intent, currency, "amount"));
        StripeMethods.ofIntent(intent, payment);
        JsonPayload next = intent.at("next_action");
        payment.setExpiresAt(
                next.at("pix_display_qr_code").isPresent()
                        ? Times.epochSeconds(next.at("pix_display_qr_code"), "expires_at")
                        : Times.epochSeconds(next.at("boleto_display_details"), "expires_at"));
        payment.setCustomer(StripeCustomer.of(
                intent.at("shipping"), StripeMethods.charge(intent).at("billing_details"), intent));
        StripeMetadata.read(payment, intent.at("metadata"));
        return payment;
    }

    private static String type(StripeEvent event, String status) {
        return switch (event.type() + "/" + status) {
            case "payment_intent.created/requires_payment_method",
                    "payment_intent.created/requires_confirmation",
                    "payment_intent.created/requires_action",
                    "payment_intent.created/processing" -> PAYMENT_CREATED;
            case "payment_intent.requires_action/requires_action", "payment_intent.processing/processing" ->
                PAYMENT_PENDING;
            case "payment_intent.amount_capturable_updated/requires_capture" -> PAYMENT_AUTHORIZED;
            case "payment_intent.succeeded/succeeded" -> PAYMENT_PAID;
            case "payment_intent.payment_failed/requires_payment_method",
                    "payment_intent.payment_failed/requires_confirmation",
                    "payment_intent.payment_failed/canceled" ->
                ATTEMPT_EXPIRED.equals(event.object().at("last_payment_error").text("code"))
                        ? PAYMENT_EXPIRED
                        : PAYMENT_REFUSED;
            case "payment_intent.canceled/canceled" -> PAYMENT_CANCELED;
            default -> throw event.unknownStatus(status);
        };
    }
}
