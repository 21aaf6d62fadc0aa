package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What happened to a charge: to its payment intent, where it has one. */
final class StripeCharge {
    private static final String CAPTURED = "captured";
    private static final String REFUNDED = "amount_refunded";

    private StripeCharge() {}

    static PaymentEvent read(StripeEvent event) {
        JsonPayload charge = event.object();
        if (event.type().equals("charge.updated")) {
            return event.other();
        }
        String status = charge.requiredText("status");
        String type = type(event, status);
        String currency = StripeAmounts.currency(charge);
        PaymentEvent payment = event(event, type, status, payment(charge));
        boolean moved = type.equals(PAYMENT_PAID) || type.equals(PAYMENT_REFUNDED) || isPart(type);
        EventSource.setAmount(
                payment,
                moved
                        ? StripeAmounts.required(charge, currency, "amount_captured", "amount")
                        : StripeAmounts.required(charge, currency, "amount"));
        if (type.equals(PAYMENT_REFUNDED) || isPart(type)) {
            payment.setRefundedAmountMinor(returned(event, currency));
        }
        StripeMethods.ofCharge(charge, payment);
        payment.setCustomer(StripeCustomer.of(charge.at("billing_details"), charge.at("shipping"), charge));
        StripeMetadata.read(payment, charge.at("metadata"));
        return payment;
    }

    /** What the charge's payment is called in all events. */
    static String payment(JsonPayload charge) {
        @Nullable String intent = StripeEvent.reference(charge, "payment_intent");
        return intent == null ? charge.requiredText("id") : intent;
    }

    private static String type(StripeEvent event, String status) {
        JsonPayload charge = event.object();
        boolean onlyAuthorized = charge.has(CAPTURED) && !charge.flag(CAPTURED);
        return switch (event.type() + "/" + status) {
            case "charge.pending/pending" -> PAYMENT_PENDING;
            case "charge.succeeded/succeeded" -> onlyAuthorized ? PAYMENT_AUTHORIZED : PAYMENT_PAID;
            case "charge.captured/succeeded" -> PAYMENT_PAID;
            case "charge.failed/failed" -> PAYMENT_REFUSED;
            // An authorization that was not captured in time.
            case "charge.expired/succeeded", "charge.expired/failed" -> PAYMENT_EXPIRED;
            case "charge.refunded/succeeded" -> {
                if (onlyAuthorized) {
                    yield PAYMENT_CANCELED;
                }
                yield charge.flag("refunded") ? PAYMENT_REFUNDED : PAYMENT_PARTIALLY_REFUNDED;
            }
            default -> throw event.unknownStatus(status);
        };
    }

    // The sum of all parts so far tells one part from the next.
    private static PaymentEvent event(StripeEvent event, String type, String status, String payment) {
        String words = event.type() + "/" + status;
        if (!isPart(type)) {
            return event.ofPayment(type, words, payment);
        }
        PaymentEvent part = event.each(type, words, payment, event.object().requiredText(REFUNDED));
        part.setGatewayTransactionId(payment);
        return part;
    }

    private static @Nullable Long returned(StripeEvent event, String currency) {
        JsonPayload charge = event.object();
        Money soFar = StripeAmounts.required(charge, currency, REFUNDED);
        @Nullable Money before = StripeAmounts.read(event.previous(), REFUNDED, currency);
        if (before != null && before.minor() <= soFar.minor()) {
            return soFar.minor() - before.minor();
        }
        return charge.at("refunds").each("data").stream()
                .findFirst()
                .map(newest ->
                        StripeAmounts.required(newest, currency, "amount").minor())
                .orElse(null);
    }

    private static boolean isPart(String type) {
        return type.equals(PAYMENT_PARTIALLY_REFUNDED);
    }
}
