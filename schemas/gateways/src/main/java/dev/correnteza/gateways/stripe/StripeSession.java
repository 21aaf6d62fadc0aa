package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What happened to a checkout session: to its payment intent, where it has come to one. */
final class StripeSession {
    private static final String FREE = "no_payment_required";

    private StripeSession() {}

    static PaymentEvent read(StripeEvent event) {
        JsonPayload session = event.object();
        String status = session.requiredText("payment_status");
        String type = type(event, status);
        @Nullable String intent = StripeEvent.reference(session, "payment_intent");
        // Without an intent it is told by the invoice of its subscription, or only keeps a card.
        boolean ofPayment = "payment".equals(session.text("mode")) || !session.has("mode");
        boolean toldElsewhere = intent == null && (!ofPayment || (type.equals(PAYMENT_PAID) && !status.equals(FREE)));
        if (toldElsewhere) {
            return withOrigin(event.other(), session);
        }
        String payment = intent == null ? session.requiredText("id") : intent;
        PaymentEvent told = event.ofPayment(type, event.type() + "/" + status, payment);
        EventSource.setAmount(told, StripeAmounts.required(session, StripeAmounts.currency(session), "amount_total"));
        StripeMethods.ofSession(session, told);
        told.setCustomer(StripeCustomer.of(session.at("customer_details"), session.at("shipping_details"), session));
        return withOrigin(told, session);
    }

    private static String type(StripeEvent event, String status) {
        return switch (event.type() + "/" + status) {
            case "checkout.session.completed/paid",
                    "checkout.session.completed/" + FREE,
                    "checkout.session.async_payment_succeeded/paid" -> PAYMENT_PAID;
            // A boleto or another method that takes days.
            case "checkout.session.completed/unpaid" -> PAYMENT_PENDING;
            case "checkout.session.async_payment_failed/unpaid" -> PAYMENT_REFUSED;
            case "checkout.session.expired/unpaid", "checkout.session.expired/" + FREE -> PAYMENT_EXPIRED;
            default -> throw event.unknownStatus(status);
        };
    }

    private static PaymentEvent withOrigin(PaymentEvent event, JsonPayload session) {
        StripeMetadata.read(event, session.at("metadata"));
        StripeMetadata.readReference(event, session.text("client_reference_id"));
        return event;
    }
}
