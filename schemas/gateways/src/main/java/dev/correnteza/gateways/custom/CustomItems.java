package dev.correnteza.gateways.custom;

import dev.correnteza.events.Item;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was sold: one form of our own names for each element of the platform's list. */
final class CustomItems {
    private static final int MAX = 200;
    private static final String PREFIX = "items.";

    private CustomItems() {}

    static List<Item> read(
            CustomMapping.Items items, Map<String, Object> variables, boolean inMinor, JsonPayload ofEvent) {
        List<Object> elements = items.each().list(variables);
        if (elements.size() > MAX) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, items.each().field());
        }
        CustomMoney money = new CustomMoney(inMinor, ofEvent);
        List<Item> read = new ArrayList<>();
        for (Object element : elements) {
            Map<String, Object> withItem = new HashMap<>(variables);
            withItem.put(ExpressionLanguage.ITEM, element);
            Map<String, String> form = new HashMap<>();
            items.fields().forEach((name, expression) -> {
                @Nullable String text = expression.text(withItem);
                if (text != null) {
                    form.put(PREFIX + name, text);
                }
            });
            read.add(item(JsonPayload.ofForm(form), money));
        }
        return read;
    }

    private static Item item(JsonPayload form, CustomMoney money) {
        Item item = new Item();
        item.setProductId(form.text(PREFIX + "productId"));
        item.setName(form.text(PREFIX + "name"));
        item.setOfferId(form.text(PREFIX + "offerId"));
        item.setPlanId(form.text(PREFIX + "planId"));
        item.setSku(form.text(PREFIX + "sku"));
        item.setQuantity(Objects.requireNonNullElse(form.count(PREFIX + "quantity"), 1));
        String unitAmount = PREFIX + "unitAmount";
        if (form.has(unitAmount) && money.fields().has(MappingReader.CURRENCY)) {
            @Nullable
            Money amount = money.amount(form, unitAmount, Amounts.currency(money.fields(), MappingReader.CURRENCY));
            item.setUnitAmountMinor(amount == null ? null : amount.minor());
        }
        return item;
    }
}
