package dev.correnteza.gateways.woovi;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A charge, the Pix that paid it, or a Pix that no charge was made for. */
final class WooviSale {
    static final String CURRENCY = "BRL";

    private WooviSale() {}

    static PaymentEvent charge(String type, String status, JsonPayload body, EventSource source) {
        JsonPayload charge = body.at("charge");
        WooviNormalizer.requireStatus(status, charge);
        String words = body.requiredText("event");
        JsonPayload pix = body.at("pix");
        String subject = subject(charge);
        // What is of no consequence has one type for several events.
        PaymentEvent event = type.equals(OTHER)
                ? source.each(type, words, subject, words, time(type, charge, pix))
                : source.once(type, words, subject, time(type, charge, pix));
        read(body, charge, pix, event);
        return event;
    }

    static PaymentEvent received(JsonPayload body, EventSource source) {
        JsonPayload pix = body.at("pix");
        requirePayment(pix);
        String words = body.requiredText("event");
        JsonPayload charge = or(body, pix, "charge");
        if (charge.isPresent()) {
            requireKnownStatus(charge);
            PaymentEvent event = source.once(PAYMENT_PAID, words, subject(charge), time(PAYMENT_PAID, charge, pix));
            read(body, charge, pix, event);
            return event;
        }
        JsonPayload code = or(body, pix, "pixQrCode");
        String id = code.isPresent() || pix.has("endToEndId")
                ? pix.requiredText("endToEndId")
                : pix.requiredText("transactionID");
        PaymentEvent event = source.once(PAYMENT_PAID, words, id, Times.iso(pix, "time", ZoneOffset.UTC));
        read(body, code, pix, event);
        event.setGatewayTransactionId(id);
        return event;
    }

    /** What names a charge: the only id that the webhooks, the answer to the charge and its history all have comes first. */
    static String subject(JsonPayload charge) {
        for (String name : new String[] {"correlationID", "transactionID"}) {
            String id = charge.text(name);
            if (id != null) {
                return id;
            }
        }
        return charge.requiredText("identifier");
    }

    static void readReference(JsonPayload charge, PaymentEvent event) {
        @Nullable String reference = charge.text("correlationID");
        @Nullable String token = Tokens.webhookToken(reference, info(charge, Tokens.WEBHOOK_TOKEN));
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(token);
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(info(charge, Tokens.TRACKING_TOKEN)));
        }
        if (Tokens.webhookToken(reference) == null) {
            event.setExternalReference(reference);
        }
        @Nullable String transaction = charge.text("transactionID");
        event.setGatewayTransactionId(transaction == null ? charge.text("identifier") : transaction);
    }

    private static void read(JsonPayload body, JsonPayload charge, JsonPayload pix, PaymentEvent event) {
        readReference(charge, event);
        event.setEndToEndId(pix.text("endToEndId"));
        event.setMethod(method(body, charge, pix));
        readMoney(charge, pix, event);
        event.setCustomer(WooviCustomer.of(charge.at("customer"), pix.at("customer"), pix.at("payer")));
        if (event.getType().equals(PAYMENT_PENDING)) {
            event.setExpiresAt(Times.iso(charge, "expiresDate", ZoneOffset.UTC));
        }
    }

    private static void readMoney(JsonPayload charge, JsonPayload pix, PaymentEvent event) {
        @Nullable Money paid = pix.isPresent() ? Amounts.requiredMinor(pix, "value", CURRENCY) : null;
        if (paid == null) {
            paid = Amounts.minor(charge, "valueWithDiscount", CURRENCY);
        }
        EventSource.setAmount(event, paid == null ? Amounts.requiredMinor(charge, "value", CURRENCY) : paid);
        @Nullable Money fee = Amounts.minor(pix, "fee", CURRENCY);
        if (fee == null) {
            fee = Amounts.minor(charge, "fee", CURRENCY);
        }
        event.setFeeAmountMinor(fee == null ? null : fee.minor());
    }

    private static @Nullable Instant time(String type, JsonPayload charge, JsonPayload pix) {
        @Nullable Instant paid = Times.iso(pix, "time", ZoneOffset.UTC);
        @Nullable Instant charged = Times.iso(charge, "paidAt", ZoneOffset.UTC);
        return switch (type) {
            case PAYMENT_PENDING -> Times.iso(charge, "createdAt", ZoneOffset.UTC);
            case PAYMENT_PAID -> paid == null ? charged : paid;
            default -> Times.iso(charge, "updatedAt", ZoneOffset.UTC);
        };
    }

    private static PaymentMethod method(JsonPayload body, JsonPayload charge, JsonPayload pix) {
        if (body.at("boleto").isPresent()) {
            return PaymentMethod.BOLETO;
        }
        return pix.isPresent() || charge.has("brCode") ? PaymentMethod.PIX : PaymentMethod.UNKNOWN;
    }

    // Words of the Pix itself; of a refund they are others.
    private static void requirePayment(JsonPayload pix) {
        if (!pix.isPresent()) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "pix");
        }
        if (pix.has("status")) {
            WooviNormalizer.requireStatus("CONFIRMED", pix);
        }
        @Nullable String kind = pix.text("type");
        switch (kind) {
            case null -> {}
            case "DYNAMIC", "STATIC", "PAYMENT" -> {}
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, kind);
        }
    }

    // The Pix was received, whether the charge says so by now or not.
    private static void requireKnownStatus(JsonPayload charge) {
        String status = charge.requiredText("status");
        switch (status) {
            case "ACTIVE", "COMPLETED", "EXPIRED" -> {}
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        }
    }

    private static JsonPayload or(JsonPayload body, JsonPayload pix, String name) {
        return body.at(name).isPresent() ? body.at(name) : pix.at(name);
    }

    private static @Nullable String info(JsonPayload charge, String key) {
        return charge.each("additionalInfo").stream()
                .filter(info -> key.equals(info.text("key")))
                .findFirst()
                .map(info -> info.text("value"))
                .orElse(null);
    }
}
