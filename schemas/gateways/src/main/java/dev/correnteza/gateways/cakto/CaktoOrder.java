package dev.correnteza.gateways.cakto;

import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment: one order, be it a main one or a bump. */
final class CaktoOrder {
    private static final String DEFAULT_CURRENCY = "BRL";

    private CaktoOrder() {}

    static PaymentEvent normalize(String type, String eventName, JsonPayload order, EventSource source) {
        String id = order.requiredText("id");
        PaymentEvent event = source.once(type, words(eventName, order), id, occurredAt(type, order));
        event.setGatewayTransactionId(id);
        readMoney(order, event);
        event.setParentTransactionId(order.text("parent_order"));
        event.setCustomer(CaktoCustomer.of(order.at("customer")));
        event.setSubscription(CaktoSubscription.of(order));
        CaktoOrigin.read(order, event);
        return event;
    }

    static String words(String eventName, JsonPayload order) {
        @Nullable String status = order.text("status");
        return status == null ? eventName : eventName + "/" + status;
    }

    /** Each fact has its own time; one that has none happened when its notice came. */
    static @Nullable Instant occurredAt(String type, JsonPayload order) {
        return switch (type) {
            case PAYMENT_PAID, SUBSCRIPTION_STARTED, SUBSCRIPTION_RENEWED -> time(order, "paidAt");
            case PAYMENT_REFUNDED -> time(order, "refundedAt");
            case PAYMENT_CHARGED_BACK -> time(order, "chargedbackAt");
            case SUBSCRIPTION_CANCELED -> time(order, "canceledAt");
            case PAYMENT_PENDING, PAYMENT_REFUSED -> time(order, "createdAt");
            default -> null;
        };
    }

    static @Nullable Instant time(JsonPayload order, String name) {
        return Times.iso(order, name, Times.SAO_PAULO);
    }

    static Item item(JsonPayload order) {
        JsonPayload product = order.at("product");
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setOfferId(order.at("offer").text("id"));
        item.setQuantity(1);
        return item;
    }

    private static void readMoney(JsonPayload order, PaymentEvent event) {
        JsonPayload offer = order.at("offer");
        String currency = offer.has("currency") ? Amounts.currency(offer, "currency") : DEFAULT_CURRENCY;
        EventSource.setAmount(event, Amounts.requiredMajor(order, "amount", currency));
        for (JsonPayload commission : order.each("commissions")) {
            if ("producer".equals(commission.text("type"))) {
                event.setNetAmountMinor(minor(commission, "totalAmount", currency));
            }
        }
        event.setMethod(method(order.text("paymentMethod")));
        event.setInstallments(order.count("installments"));
        Item item = item(order);
        item.setUnitAmountMinor(minor(offer, "price", currency));
        event.setItems(List.of(item));
    }

    private static @Nullable Long minor(JsonPayload payload, String name, String currency) {
        @Nullable Money amount = Amounts.major(payload, name, currency);
        return amount == null ? null : amount.minor();
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "boleto" -> PaymentMethod.BOLETO;
            case "picpay" -> PaymentMethod.WALLET;
            default -> PaymentMethod.OTHER;
        };
    }
}
