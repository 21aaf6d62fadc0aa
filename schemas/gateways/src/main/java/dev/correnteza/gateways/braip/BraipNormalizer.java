package dev.correnteza.gateways.braip;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a postback means: one event, by its type and the code of the status. */
final class BraipNormalizer {
    private BraipNormalizer() {}

    static PaymentEvent normalize(JsonPayload postback, EventSource source) {
        String type = postback.requiredText("type");
        PaymentEvent event = switch (type) {
            case "STATUS_ALTERADO" -> sale(postback, source, type);
            case "ABANDONO" -> abandonedCart(postback, source, type);
            // Also that of subscriptions, whose name is not known: an approved sale inside it would not be one.
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, type);
        };
        event.setCustomer(BraipClient.of(postback));
        BraipMeta.read(postback.at("meta"), event);
        return event;
    }

    private static PaymentEvent sale(JsonPayload postback, EventSource source, String type) {
        String code = postback.requiredText("trans_status_code");
        String words = type + "/" + code;
        String transaction = postback.requiredText("trans_key");
        // The text beside the code decides nothing.
        PaymentEvent event = switch (code) {
            case "1" -> source.once(PAYMENT_PENDING, words, transaction, updatedAt(postback));
            case "2" -> source.once(PAYMENT_PAID, words, transaction, paidAt(postback));
            // Some of the boletos of an instalment plan: each is another step, none is the whole.
            case "9" -> source.each(PAYMENT_PENDING, words, transaction, partPaid(code, postback), updatedAt(postback));
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "trans_status_code " + code);
        };
        event.setGatewayTransactionId(transaction);
        BraipSale.read(postback, event);
        return event;
    }

    private static PaymentEvent abandonedCart(JsonPayload postback, EventSource source, String type) {
        String key = postback.requiredText("abandonment_key");
        PaymentEvent event = source.once(CART_ABANDONED, type, key, updatedAt(postback));
        event.setItems(BraipSale.items(postback, false));
        return event;
    }

    private static String partPaid(String code, JsonPayload postback) {
        return code + "/" + Objects.requireNonNullElse(postback.text("trans_updatedate"), "");
    }

    // Filled in before anything is paid, with the time of creation: only the paid fact may use it.
    private static @Nullable Instant paidAt(JsonPayload postback) {
        @Nullable Instant paidAt = Times.iso(postback, "trans_payment_date", Times.SAO_PAULO);
        return paidAt == null ? updatedAt(postback) : paidAt;
    }

    private static @Nullable Instant updatedAt(JsonPayload postback) {
        @Nullable Instant updatedAt = Times.iso(postback, "trans_updatedate", Times.SAO_PAULO);
        return updatedAt == null ? Times.iso(postback, "trans_createdate", Times.SAO_PAULO) : updatedAt;
    }
}
