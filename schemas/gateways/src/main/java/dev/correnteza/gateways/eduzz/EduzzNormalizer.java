package dev.correnteza.gateways.eduzz;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an envelope of the third generation means: one event each. */
final class EduzzNormalizer {
    private static final String SALES = "myeduzz.";

    private EduzzNormalizer() {}

    static PaymentEvent normalize(JsonPayload envelope, EventSource source) {
        String eventName = envelope.requiredText("event");
        PaymentEvent event = eventName.startsWith(SALES)
                ? ofSales(eventName.substring(SALES.length()), envelope, source)
                : ofOtherProducts(eventName, envelope, source);
        event.setGatewayEventId(envelope.text("id"));
        return event;
    }

    private static PaymentEvent ofSales(String eventName, JsonPayload envelope, EventSource source) {
        return switch (eventName) {
            case "contract_created", "contract_updated" ->
                EduzzContract.normalize(eventName, envelope, source, sent(envelope));
            case "contract_card_attempted",
                    "contract_bankslip_attempted",
                    "contract_pix_attempted",
                    "contract_eduzz_balance_attempted" ->
                EduzzContract.attempted(eventName, envelope, source, sent(envelope));
            // What partners get of a sale that an invoice tells.
            case "commission_processed" -> other(eventName, envelope, source);
            default -> {
                if (!eventName.startsWith("invoice_")) {
                    throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, eventName);
                }
                yield invoice(eventName, envelope, source);
            }
        };
    }

    private static PaymentEvent ofOtherProducts(String eventName, JsonPayload envelope, EventSource source) {
        if (eventName.equals("sun.cart_abandonment")) {
            PaymentEvent event = source.once(CART_ABANDONED, eventName, envelope.requiredText("id"), sent(envelope));
            EduzzCart.read(envelope.at("data"), event);
            return event;
        }
        // Activation, courses, tickets; the orders of the checkout, whose money the invoices tell.
        boolean sellsNothing = eventName.equals("ping")
                || eventName.startsWith("nutror.")
                || eventName.startsWith("blinket.")
                || eventName.startsWith("sun.order_");
        if (!sellsNothing) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, eventName);
        }
        return other(eventName, envelope, source);
    }

    private static PaymentEvent invoice(String eventName, JsonPayload envelope, EventSource source) {
        JsonPayload data = envelope.at("data");
        String status = data.requiredText("status");
        String type = EduzzStatuses.ofInvoice(eventName, status);
        String id = data.requiredText("id");
        String words = eventName + "/" + status;
        @Nullable Instant occurredAt = occurredAt(type, data, envelope);
        PaymentEvent event = type.equals(PAYMENT_PARTIALLY_REFUNDED)
                ? source.each(type, words, id, refund(data, envelope), occurredAt)
                : source.once(type, words, id, occurredAt);
        event.setGatewayTransactionId(id);
        EduzzInvoice.read(data, event);
        EduzzTracker.read(data, event);
        return event;
    }

    private static PaymentEvent other(String eventName, JsonPayload envelope, EventSource source) {
        return source.once(OTHER, eventName, envelope.requiredText("id"), sent(envelope));
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload data, JsonPayload envelope) {
        @Nullable
        Instant own = switch (type) {
            case PAYMENT_PAID -> Times.iso(data, "paidAt", ZoneOffset.UTC);
            case PAYMENT_REFUNDED, PAYMENT_PARTIALLY_REFUNDED -> Times.iso(data, "refundedAt", ZoneOffset.UTC);
            default -> null;
        };
        return own == null ? sent(envelope) : own;
    }

    private static String refund(JsonPayload data, JsonPayload envelope) {
        return Objects.requireNonNullElseGet(data.text("refundedAt"), () -> envelope.requiredText("sentDate"));
    }

    private static @Nullable Instant sent(JsonPayload envelope) {
        return Times.iso(envelope, "sentDate", ZoneOffset.UTC);
    }
}
