package dev.correnteza.gateways.ticto;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a postback of 2.0 means: one event each. */
final class TictoNormalizer {
    private static final String VERSION = "2.";
    private static final String PANEL_TEST_PRODUCT = "Paki Guthrie";

    private TictoNormalizer() {}

    static PaymentEvent normalize(JsonPayload postback, EventSource source) {
        // Partial payloads name no version.
        @Nullable String version = postback.text("version");
        if (version != null && !version.startsWith(VERSION)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, "version " + version);
        }
        String status = postback.requiredText("status");
        if (PANEL_TEST_PRODUCT.equalsIgnoreCase(postback.at("item").text("product_name"))) {
            return other(postback, source, status, status + " (panel test)");
        }
        PaymentEvent event = switch (status) {
            case "authorized" -> payment(PAYMENT_PAID, postback, source, status);
            case "waiting_payment", "pix_created", "bank_slip_created" ->
                payment(PAYMENT_PENDING, postback, source, status);
            case "pix_expired", "bank_slip_delayed" -> payment(PAYMENT_EXPIRED, postback, source, status);
            case "refused" -> payment(PAYMENT_REFUSED, postback, source, status);
            case "refunded" -> payment(PAYMENT_REFUNDED, postback, source, status);
            case "chargeback" -> payment(PAYMENT_CHARGED_BACK, postback, source, status);
            // A complaint at Ticto: no money has moved.
            case "claimed" -> payment(PAYMENT_REFUND_REQUESTED, postback, source, status);
            case "subscription_delayed" -> subscription(SUBSCRIPTION_PAST_DUE, postback, source, status);
            case "subscription_canceled" -> subscription(SUBSCRIPTION_CANCELED, postback, source, status);
            case "uncanceled" -> subscription(SUBSCRIPTION_RESUMED, postback, source, status);
            case "all_charges_paid", "close" -> subscription(SUBSCRIPTION_EXPIRED, postback, source, status);
            case "abandoned_cart" -> abandonedCart(postback, source, status);
            // Nothing was paid, nothing ends.
            case "trial", "trial_started", "trial_ended", "extended", "card_exchanged" ->
                other(postback, source, status, status);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
        TictoOrigin.read(postback, event);
        return event;
    }

    private static PaymentEvent payment(String type, JsonPayload postback, EventSource source, String status) {
        @Nullable String transaction = transaction(postback);
        if (transaction == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "order.transaction_hash");
        }
        String occurrence = TictoSale.offerAndCharge(postback);
        PaymentEvent event = source.each(type, status, transaction, occurrence, statusDate(postback));
        event.setGatewayTransactionId(transaction);
        TictoSale.read(postback, event);
        event.setCustomer(TictoCustomer.of(postback));
        return event;
    }

    // Books no money, though the payload repeats the sale of the last charge.
    private static PaymentEvent subscription(String type, JsonPayload postback, EventSource source, String status) {
        String id = TictoSale.subscription(postback).requiredText("id");
        String occurrence = status + "/" + postback.requiredText("status_date");
        PaymentEvent event = source.each(type, status, id, occurrence, statusDate(postback));
        if (type.equals(SUBSCRIPTION_PAST_DUE)) {
            event.setGatewayTransactionId(transaction(postback));
        }
        TictoSale.readSubscription(postback, event);
        event.setCustomer(TictoCustomer.of(postback));
        return event;
    }

    private static PaymentEvent abandonedCart(JsonPayload postback, EventSource source, String status) {
        JsonPayload nested = postback.at("item");
        JsonPayload item = nested.isPresent() ? nested : postback;
        @Nullable String email = TictoTexts.text(postback.at("customer"), postback, "email");
        if (email == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "customer.email");
        }
        // Carts have no name of their own: whose it is, for what, and when.
        @Nullable String offer = item.text("offer_code");
        @Nullable String what = offer == null ? item.text("product_name") : offer;
        String subject = email.toLowerCase(Locale.ROOT) + "/" + Objects.requireNonNullElse(what, "");
        PaymentEvent event = source.each(
                CART_ABANDONED,
                status,
                subject,
                Objects.requireNonNullElse(postback.text("status_date"), ""),
                statusDate(postback));
        event.setCustomer(TictoCustomer.of(postback));
        event.setItems(List.of(TictoSale.item(item)));
        return event;
    }

    private static PaymentEvent other(JsonPayload postback, EventSource source, String status, String words) {
        @Nullable String transaction = transaction(postback);
        @Nullable String subscription = TictoSale.subscription(postback).text("id");
        @Nullable String subject = subscription == null ? transaction : subscription;
        if (subject == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "order.transaction_hash");
        }
        String occurrence = status + "/" + Objects.requireNonNullElse(postback.text("status_date"), "");
        PaymentEvent event = source.each(OTHER, words, subject, occurrence, statusDate(postback));
        event.setGatewayTransactionId(transaction);
        TictoSale.readSubscription(postback, event);
        event.setCustomer(TictoCustomer.of(postback));
        return event;
    }

    private static @Nullable String transaction(JsonPayload postback) {
        @Nullable String hash = postback.at("order").text("transaction_hash");
        return hash == null ? postback.at("transaction").text("hash") : hash;
    }

    private static @Nullable Instant statusDate(JsonPayload postback) {
        return Times.iso(postback, "status_date", Times.SAO_PAULO);
    }
}
