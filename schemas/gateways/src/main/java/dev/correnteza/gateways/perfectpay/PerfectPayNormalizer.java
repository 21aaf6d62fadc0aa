package dev.correnteza.gateways.perfectpay;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a postback means: one event, by the number of the sale's status. */
final class PerfectPayNormalizer {
    private static final String STATUS = "sale_status_enum";

    private PerfectPayNormalizer() {}

    static PaymentEvent normalize(JsonPayload postback, EventSource source) {
        String status = postback.requiredText(STATUS);
        String code = postback.requiredText("code");
        String type = type(status);
        // Each charge of a subscription is a sale with a code of its own.
        PaymentEvent event = source.once(type, words(postback, status), code, occurredAt(type, postback));
        if (EventType.concernsPayment(type)) {
            event.setGatewayTransactionId(code);
            PerfectPaySale.read(postback, event);
        }
        event.setItems(PerfectPaySale.items(postback));
        event.setCustomer(PerfectPayCustomer.of(postback.at("customer")));
        PerfectPayMetadata.read(postback.at("metadata"), event);
        return event;
    }

    // Postbacks tell 8, 10 and 16 as 2, 11 as 6, 17 as 9, and 18 to 20 as 7; the API tells them apart.
    private static String type(String status) {
        return switch (status) {
            // in_process; in_review
            case "1", "3", "16" -> PAYMENT_PENDING;
            case "8" -> PAYMENT_AUTHORIZED;
            // The second is the end of the guarantee: the same sale.
            case "2", "10" -> PAYMENT_PAID;
            case "5" -> PAYMENT_REFUSED;
            // checkout_error; cancelled_regenerated
            case "6", "11", "15" -> PAYMENT_CANCELED;
            case "13" -> PAYMENT_EXPIRED;
            // in_mediation, pre_chargeback, pre_med: nothing is decided.
            case "4", "17", "20" -> PAYMENT_DISPUTED;
            // pre_refunded
            case "18" -> PAYMENT_REFUND_REQUESTED;
            // The second is med, returned by way of the payer's bank.
            case "7", "19" -> PAYMENT_REFUNDED;
            case "9" -> PAYMENT_CHARGED_BACK;
            // precheckout, whatever sale comes with it
            case "12" -> CART_ABANDONED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, STATUS + " " + status);
        };
    }

    // A refund still carries the time of the approval: only the paid fact may use it.
    private static @Nullable Instant occurredAt(String type, JsonPayload postback) {
        return switch (type) {
            case PAYMENT_PAID -> Times.iso(postback, "date_approved", Times.SAO_PAULO);
            case PAYMENT_PENDING, CART_ABANDONED -> Times.iso(postback, "date_created", Times.SAO_PAULO);
            default -> null;
        };
    }

    private static String words(JsonPayload postback, String status) {
        @Nullable String key = postback.text("sale_status_enum_key");
        @Nullable String word = key == null ? postback.text("sale_status_detail") : key;
        return word == null ? status : status + "/" + word;
    }
}
