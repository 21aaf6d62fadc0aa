package dev.correnteza.gateways.greenn;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sale means: only sales book money, and each charge of a contract is a sale of its own. */
final class GreennSale {
    private static final String CURRENCY = "BRL";

    private GreennSale() {}

    static PaymentEvent normalize(JsonPayload webhook, EventSource source) {
        JsonPayload sale = webhook.at("sale");
        // The status before may be the same one, and says nothing.
        String status = webhook.requiredText("currentStatus");
        String id = sale.requiredText("id");
        String type = type(status);
        String when = type.equals(PAYMENT_PENDING) ? "created_at" : "updated_at";
        PaymentEvent event = source.once(type, "saleUpdated/" + status, id, Times.iso(sale, when, Times.SAO_PAULO));
        event.setGatewayTransactionId(id);
        EventSource.setAmount(event, Amounts.requiredMajor(sale, "amount", CURRENCY));
        event.setMethod(method(sale.text("method")));
        event.setInstallments(sale.count("installments"));
        event.setItems(items(webhook.at("product")));
        event.setSubscription(GreennContract.ofSale(webhook));
        return event;
    }

    /** The product; none where none is named. */
    static List<Item> items(JsonPayload product) {
        if (!product.isPresent()) {
            return List.of();
        }
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setQuantity(1);
        return List.of(item);
    }

    private static String type(String status) {
        return switch (status) {
            case "created", "waiting_payment" -> PAYMENT_PENDING;
            case "paid" -> PAYMENT_PAID;
            case "refused" -> PAYMENT_REFUSED;
            case "canceled" -> PAYMENT_CANCELED;
            case "refunded" -> PAYMENT_REFUNDED;
            case "chargedback" -> PAYMENT_CHARGED_BACK;
            // Also unpaid, a word that was seen and does not tell whether it still can be.
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "saleUpdated/" + status);
        };
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
            case "PIX" -> PaymentMethod.PIX;
            case "BOLETO" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
