package dev.correnteza.gateways.kiwify;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
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
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside an order: money, product, times. */
final class KiwifyOrder {
    private KiwifyOrder() {}

    static void read(JsonPayload order, PaymentEvent event) {
        JsonPayload money = order.at("Commissions");
        @Nullable String currency = null;
        if (money.has("charge_amount") || event.getType().equals(PAYMENT_PAID)) {
            currency = Amounts.currency(money, "currency");
            EventSource.setAmount(event, Amounts.requiredMinor(money, "charge_amount", currency));
            event.setNetAmountMinor(minor(money, "my_commission", currency));
            event.setFeeAmountMinor(minorOfOwnCurrency(money, "kiwify_fee", currency));
        }
        event.setMethod(method(order.text("payment_method")));
        event.setInstallments(order.count("installments"));
        event.setExpiresAt(Times.iso(order, "pix_expiration", ZoneOffset.UTC));
        event.setItems(items(order, currency));
    }

    /** A refund still carries the time of the approval: only the paid fact may use it. */
    static @Nullable Instant occurredAt(String type, JsonPayload order) {
        @Nullable
        Instant own = switch (type) {
            case PAYMENT_PAID, SUBSCRIPTION_STARTED, SUBSCRIPTION_RENEWED -> time(order, "approved_date");
            case PAYMENT_PENDING -> time(order, "created_at");
            case PAYMENT_REFUNDED -> time(order, "refunded_at");
            default -> null;
        };
        return own == null ? updatedAt(order) : own;
    }

    static @Nullable Instant updatedAt(JsonPayload order) {
        return time(order, "updated_at");
    }

    private static @Nullable Instant time(JsonPayload order, String name) {
        return Times.iso(order, name, ZoneOffset.UTC);
    }

    private static List<Item> items(JsonPayload order, @Nullable String currency) {
        JsonPayload product = order.at("Product");
        if (!product.isPresent()) {
            return List.of();
        }
        Item item = new Item();
        item.setProductId(product.text("product_id"));
        item.setName(product.text("product_name"));
        item.setPlanId(order.at("Subscription").at("plan").text("id"));
        item.setQuantity(1);
        if (currency != null) {
            item.setUnitAmountMinor(minorOfOwnCurrency(order.at("Commissions"), "product_base_price", currency));
        }
        return List.of(item);
    }

    // Some amounts name a currency beside them; in another one than the sale's they say nothing about it.
    private static @Nullable Long minorOfOwnCurrency(JsonPayload money, String name, String currency) {
        @Nullable String own = money.text(name + "_currency");
        return own == null || own.equalsIgnoreCase(currency) ? minor(money, name, currency) : null;
    }

    private static @Nullable Long minor(JsonPayload money, String name, String currency) {
        @Nullable Money amount = Amounts.minor(money, name, currency);
        return amount == null ? null : amount.minor();
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "boleto" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
