package dev.correnteza.gateways.braip;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside a postback: money and products. */
final class BraipSale {
    private static final String TOTAL = "trans_total_value";
    private static final String DEFAULT_CURRENCY = "BRL";

    private BraipSale() {}

    static void read(JsonPayload postback, PaymentEvent event) {
        boolean hasAmount = postback.has(TOTAL) || event.getType().equals(PAYMENT_PAID);
        if (hasAmount) {
            String currency = currency(postback);
            EventSource.setAmount(event, Amounts.requiredMinor(postback, TOTAL, currency));
            readCommissions(postback, currency, event);
        }
        event.setMethod(method(postback.text("trans_payment")));
        event.setInstallments(postback.count("trans_installments"));
        event.setItems(items(postback, hasAmount));
        if (postback.flag("is_upsell")) {
            event.setParentTransactionId(postback.text("parent_sale"));
        }
    }

    /** @param priced whether prices are told: without an amount they would have no currency */
    static List<Item> items(JsonPayload postback, boolean priced) {
        List<JsonPayload> items = postback.each("trans_items");
        return items.isEmpty()
                ? List.of(item(postback, "trans_value", priced ? postback : null))
                : items.stream()
                        .map(item -> item(item, "plan_value", priced ? postback : null))
                        .toList();
    }

    private static Item item(JsonPayload from, String price, @Nullable JsonPayload priced) {
        Item item = new Item();
        item.setProductId(from.text("product_key"));
        item.setName(name(from.text("product_name"), from.text("plan_name")));
        item.setPlanId(from.text("plan_key"));
        item.setQuantity(1);
        @Nullable Money unit = priced == null ? null : Amounts.minor(from, price, currency(priced));
        item.setUnitAmountMinor(unit == null ? null : unit.minor());
        return item;
    }

    // Inside the list only the plan has a name. Which plan it is, the product's does not say.
    private static @Nullable String name(@Nullable String product, @Nullable String plan) {
        if (product == null || plan == null || product.equals(plan)) {
            return product == null ? plan : product;
        }
        return product + " - " + plan;
    }

    private static void readCommissions(JsonPayload postback, String currency, PaymentEvent event) {
        for (JsonPayload commission : postback.each("commissions")) {
            @Nullable Money value = Amounts.minor(commission, "value", currency);
            switch (commission.text("type")) {
                case "Sistema" -> event.setFeeAmountMinor(value == null ? null : value.minor());
                case "Produtor" -> event.setNetAmountMinor(value == null ? null : value.minor());
                case null, default -> {}
            }
        }
    }

    // Rows of the API name none.
    private static String currency(JsonPayload postback) {
        return postback.has("currency") ? Amounts.currency(postback, "currency") : DEFAULT_CURRENCY;
    }

    private static PaymentMethod method(@Nullable String code) {
        return switch (code) {
            case null -> PaymentMethod.UNKNOWN;
            // The second is a plan of several boletos.
            case "1", "3" -> PaymentMethod.BOLETO;
            case "2" -> PaymentMethod.CREDIT_CARD;
            case "5" -> PaymentMethod.PIX;
            // Free of charge (4), and what is not known.
            default -> PaymentMethod.OTHER;
        };
    }
}
