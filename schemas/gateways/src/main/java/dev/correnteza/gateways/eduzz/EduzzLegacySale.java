package dev.correnteza.gateways.eduzz;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sale in a body of the second generation: money and products. */
final class EduzzLegacySale {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9]+,[0-9]{1,2}");

    private EduzzLegacySale() {}

    static void read(JsonPayload body, PaymentEvent event) {
        String currency = Amounts.currency(body, "trans_currency");
        boolean wasCharged = EduzzInvoice.wasCharged(event.getType()) && body.text("trans_paid") != null;
        String name = wasCharged ? "trans_paid" : "trans_value";
        EventSource.setAmount(event, Amounts.requiredMajor(withPoint(body, name), name, currency));
        event.setNetAmountMinor(minor(body, "pro_value", currency));
        event.setFeeAmountMinor(minor(body, "eduzz_value", currency));
        event.setMethod(method(body.text("trans_paymentmethod")));
        event.setItems(items(body, currency));
    }

    private static List<Item> items(JsonPayload body, String currency) {
        List<JsonPayload> items = body.each("trans_items");
        if (!items.isEmpty()) {
            return items.stream().map(item -> item(item, currency)).toList();
        }
        Item item = new Item();
        item.setProductId(body.text("product_cod"));
        item.setName(body.text("product_name"));
        item.setSku(body.text("sku_reference"));
        item.setQuantity(1);
        return item.getProductId() == null && item.getName() == null ? List.of() : List.of(item);
    }

    private static Item item(JsonPayload from, String currency) {
        Item item = new Item();
        item.setProductId(from.text("item_product_id"));
        item.setName(from.text("item_product_name"));
        item.setSku(from.text("item_product_sku_reference"));
        item.setQuantity(1);
        item.setUnitAmountMinor(minor(from, "item_value", currency));
        return item;
    }

    private static @Nullable Long minor(JsonPayload from, String name, String currency) {
        @Nullable Money amount = Amounts.major(withPoint(from, name), name, currency);
        return amount == null ? null : amount.minor();
    }

    // Forms write a decimal comma, and only that: a point in such a text would be a riddle.
    private static JsonPayload withPoint(JsonPayload from, String name) {
        @Nullable String text = from.text(name);
        return text != null && DECIMAL_COMMA.matcher(text).matches()
                ? JsonPayload.ofForm(Map.of(name, text.replace(',', '.')))
                : from;
    }

    private static PaymentMethod method(@Nullable String code) {
        return switch (code) {
            case null -> PaymentMethod.UNKNOWN;
            case "1" -> PaymentMethod.BOLETO;
            case "9", "25" -> PaymentMethod.WALLET;
            case "13", "14", "15", "16", "21", "23", "24", "27" -> PaymentMethod.CREDIT_CARD;
            case "17", "18", "19", "22" -> PaymentMethod.BANK_TRANSFER;
            case "32" -> PaymentMethod.PIX;
            default -> PaymentMethod.OTHER;
        };
    }
}
