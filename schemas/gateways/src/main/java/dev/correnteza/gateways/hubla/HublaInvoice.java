package dev.correnteza.gateways.hubla;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event of an invoice means: each charge, a renewal too, has an invoice of its own. */
final class HublaInvoice {
    private static final String TOTAL = "totalCents";

    private HublaInvoice() {}

    static PaymentEvent normalize(String eventName, JsonPayload data, EventSource source) {
        JsonPayload invoice = data.at("invoice");
        String status = invoice.requiredText("status");
        String id = invoice.requiredText("id");
        String type = type(eventName, status);
        String words = eventName + "/" + status;
        // A card may be refused again; everything else happens to an invoice once, whichever event tells it.
        PaymentEvent event = type.equals(PAYMENT_REFUSED)
                ? source.each(type, words, id, version(invoice), modifiedAt(invoice))
                : source.once(type, words, id, occurredAt(type, status, invoice));
        read(data, invoice, id, event);
        return event;
    }

    /** Asked for, not returned. */
    static PaymentEvent refundRequest(String eventName, JsonPayload data, EventSource source) {
        JsonPayload invoice = data.at("invoice");
        String id = invoice.requiredText("id");
        JsonPayload request = data.at("refund").isPresent() ? data.at("refund") : data.at("refundRequest");
        PaymentEvent event = source.each(
                PAYMENT_REFUND_REQUESTED,
                eventName,
                id,
                Objects.requireNonNullElse(request.text("id"), ""),
                Times.iso(request, "createdAt", ZoneOffset.UTC));
        read(data, invoice, id, event);
        return event;
    }

    private static String type(String event, String status) {
        return switch (event + "/" + status) {
            case "invoice.created/draft",
                    "invoice.created/unpaid",
                    "invoice.status_updated/draft",
                    "invoice.status_updated/unpaid",
                    // Late, and still to be paid: an invoice that cannot be paid any more has expired.
                    "invoice.status_updated/overdue" -> PAYMENT_PENDING;
            case "invoice.payment_failed/unpaid" -> PAYMENT_REFUSED;
            case "invoice.payment_succeeded/paid", "invoice.status_updated/paid" -> PAYMENT_PAID;
            case "invoice.expired/expired", "invoice.status_updated/expired" -> PAYMENT_EXPIRED;
            case "invoice.refunded/refunded", "invoice.status_updated/refunded" -> PAYMENT_REFUNDED;
            // These three have no event of their own.
            case "invoice.status_updated/disputed" -> PAYMENT_DISPUTED;
            case "invoice.status_updated/chargeback" -> PAYMENT_CHARGED_BACK;
            case "invoice.status_updated/canceled" -> PAYMENT_CANCELED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, event + "/" + status);
        };
    }

    private static void read(JsonPayload data, JsonPayload invoice, String id, PaymentEvent event) {
        event.setGatewayTransactionId(id);
        readMoney(invoice, event);
        event.setMethod(method(invoice.text("paymentMethod")));
        event.setInstallments(invoice.count("installments"));
        event.setCustomer(HublaCustomer.ofInvoice(data, invoice));
        event.setItems(items(data));
        event.setSubscription(HublaSubscription.ofInvoice(invoice));
        JsonPayload first = invoice.at("firstPaymentSession");
        HublaSession.read(first.isPresent() ? first : invoice.at("paymentSession"), event);
    }

    private static void readMoney(JsonPayload invoice, PaymentEvent event) {
        JsonPayload amount = invoice.at("amount");
        if (!amount.has(TOTAL) && !event.getType().equals(PAYMENT_PAID)) {
            return;
        }
        String currency = Amounts.currency(invoice, "currency");
        EventSource.setAmount(event, Amounts.requiredMinor(amount, TOTAL, currency));
        @Nullable String seller = invoice.text("sellerId");
        for (JsonPayload receiver : invoice.each("receivers")) {
            @Nullable Money share = Amounts.minor(receiver, TOTAL, currency);
            @Nullable String role = receiver.text("role");
            if ("platform".equals(role)) {
                event.setFeeAmountMinor(share == null ? null : share.minor());
            } else if ("seller".equals(role) && Objects.equals(seller, receiver.text("id"))) {
                event.setNetAmountMinor(share == null ? null : share.minor());
            }
        }
    }

    /** Products of an invoice or a lead; some events name one only, outside the list. */
    static List<Item> items(JsonPayload data) {
        List<JsonPayload> products = data.each("products");
        if (products.isEmpty()) {
            return data.at("product").isPresent() ? List.of(item(data.at("product"))) : List.of();
        }
        return products.stream().map(HublaInvoice::item).toList();
    }

    private static Item item(JsonPayload product) {
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        List<JsonPayload> offers = product.each("offers");
        item.setOfferId(offers.isEmpty() ? null : offers.getFirst().text("id"));
        item.setQuantity(1);
        return item;
    }

    private static @Nullable Instant occurredAt(String type, String status, JsonPayload invoice) {
        @Nullable Instant last = null;
        for (JsonPayload change : invoice.each("statusAt")) {
            @Nullable Instant when = Times.iso(change, "when", ZoneOffset.UTC);
            if (status.equals(change.text("status")) && when != null && (last == null || when.isAfter(last))) {
                last = when;
            }
        }
        if (last != null) {
            return last;
        }
        return type.equals(PAYMENT_PENDING) ? Times.iso(invoice, "createdAt", ZoneOffset.UTC) : modifiedAt(invoice);
    }

    private static @Nullable Instant modifiedAt(JsonPayload invoice) {
        return Times.iso(invoice, "modifiedAt", ZoneOffset.UTC);
    }

    private static String version(JsonPayload invoice) {
        return Objects.requireNonNullElse(invoice.text("version"), "");
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "bank_slip" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
