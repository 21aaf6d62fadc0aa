package dev.correnteza.gateways.guru;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a transaction means. */
final class GuruTransaction {
    private static final String OWN_ENGINE = "guru";

    private GuruTransaction() {}

    static PaymentEvent normalize(JsonPayload transaction, EventSource source) {
        String status = transaction.requiredText("status");
        String id = transaction.requiredText("id");
        String type = type(status);
        PaymentEvent event = source.once(type, "transaction/" + status, id, occurredAt(type, transaction.at("dates")));
        event.setGatewayTransactionId(id);
        JsonPayload payment = transaction.at("payment");
        @Nullable String currency = null;
        if (EventType.concernsPayment(type)) {
            currency = readMoney(payment, event);
            event.setExpiresAt(GuruTimes.read(transaction.at("dates"), "expires_at"));
            readOrigin(payment, event);
        }
        event.setMethod(GuruMethods.of(payment.text("method")));
        event.setItems(items(transaction, currency));
        event.setCustomer(GuruContact.of(transaction.at("contact")));
        event.setSubscription(GuruSubscription.ofTransaction(transaction, type.equals(PAYMENT_PAID)));
        GuruSource.read(transaction.at("source"), event);
        return event;
    }

    private static String type(String status) {
        return switch (status) {
            case "approved", "completed" -> PAYMENT_PAID;
            case "waiting_payment",
                    "billet_printed",
                    "pending",
                    "analysis",
                    "processing",
                    "charging",
                    "started",
                    "scheduled",
                    "delayed",
                    "in_recovery" -> PAYMENT_PENDING;
            case "rejected" -> PAYMENT_REFUSED;
            case "canceled" -> PAYMENT_CANCELED;
            case "expired" -> PAYMENT_EXPIRED;
            case "dispute" -> PAYMENT_REFUND_REQUESTED;
            case "refunded" -> PAYMENT_REFUNDED;
            case "chargeback" -> PAYMENT_CHARGED_BACK;
            case "abandoned" -> CART_ABANDONED;
            case "trial" -> OTHER;
            // Also transferred, pending_transfer, failed and blocked: documented words that do not tell whether money
            // came.
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    // A refund still carries the time of the payment: only the paid fact may use it.
    private static @Nullable Instant occurredAt(String type, JsonPayload dates) {
        return switch (type) {
            case PAYMENT_PAID -> GuruTimes.read(dates, "confirmed_at", "updated_at");
            case PAYMENT_REFUNDED, PAYMENT_CHARGED_BACK, PAYMENT_CANCELED ->
                GuruTimes.read(dates, "canceled_at", "updated_at");
            default -> GuruTimes.read(dates, "updated_at");
        };
    }

    /** The currency of the charge; {@code null} where nothing is said of money. */
    private static @Nullable String readMoney(JsonPayload payment, PaymentEvent event) {
        if (!payment.has("total") && !event.getType().equals(PAYMENT_PAID)) {
            return null;
        }
        String currency = Amounts.currency(payment, "currency");
        EventSource.setAmount(event, Amounts.requiredMajor(payment, "total", currency));
        @Nullable Money net = Amounts.major(payment, "net", currency);
        event.setNetAmountMinor(net == null ? null : net.minor());
        @Nullable Money fee = Amounts.major(payment, "marketplace_value", currency);
        event.setFeeAmountMinor(fee == null ? null : fee.minor());
        event.setInstallments(payment.at("installments").count("qty"));
        return currency;
    }

    private static void readOrigin(JsonPayload payment, PaymentEvent event) {
        @Nullable String marketplace = payment.text("marketplace_name");
        @Nullable String id = payment.text("marketplace_id");
        if (marketplace != null && id != null && !marketplace.equalsIgnoreCase(OWN_ENGINE)) {
            event.setOriginGateway(marketplace.toLowerCase(Locale.ROOT));
            event.setOriginTransactionId(id);
        }
    }

    // items repeats the product, with its bumps.
    private static List<Item> items(JsonPayload transaction, @Nullable String currency) {
        List<JsonPayload> items = transaction.each("items");
        if (!items.isEmpty()) {
            return items.stream().map(item -> item(item, currency)).toList();
        }
        JsonPayload product = transaction.at("product");
        return product.isPresent() ? List.of(item(product, currency)) : List.of();
    }

    private static Item item(JsonPayload from, @Nullable String currency) {
        Item item = new Item();
        item.setProductId(from.text("id"));
        item.setName(from.text("name"));
        item.setOfferId(from.at("offer").text("id"));
        @Nullable Integer quantity = from.count("qty");
        item.setQuantity(quantity == null ? 1 : quantity);
        @Nullable Money unit = currency == null ? null : Amounts.major(from, "unit_value", currency);
        item.setUnitAmountMinor(unit == null ? null : unit.minor());
        return item;
    }
}
