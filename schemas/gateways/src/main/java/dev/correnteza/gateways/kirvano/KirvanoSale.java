package dev.correnteza.gateways.kirvano;

import static dev.correnteza.gateways.kirvano.KirvanoPrices.CURRENCY;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside a webhook: money and products. */
final class KirvanoSale {
    private KirvanoSale() {}

    static void read(JsonPayload webhook, PaymentEvent event) {
        Money total = KirvanoPrices.required(webhook, "total_price");
        JsonPayload fiscal = webhook.at("fiscal");
        @Nullable Money asNumber = Amounts.major(fiscal, "total_value", CURRENCY);
        if (asNumber != null && !asNumber.equals(total)) {
            throw KirvanoPrices.unreadable(fiscal, "total_value");
        }
        EventSource.setAmount(event, total);
        event.setNetAmountMinor(minor(fiscal, "net_value"));
        event.setFeeAmountMinor(minor(fiscal, "fee"));
        JsonPayload payment = webhook.at("payment");
        event.setMethod(method(webhook.text("payment_method")));
        event.setInstallments(payment.count("installments"));
        event.setExpiresAt(Times.iso(payment, "expires_at", Times.SAO_PAULO));
        event.setItems(items(webhook, true));
    }

    /** @param priced whether the event has a currency, which a price needs */
    static List<Item> items(JsonPayload webhook, boolean priced) {
        return webhook.each("products").stream()
                .map(product -> item(product, priced))
                .toList();
    }

    private static Item item(JsonPayload product, boolean priced) {
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setOfferId(product.text("offer_id"));
        item.setQuantity(1);
        item.setUnitAmountMinor(priced ? KirvanoPrices.minor(product, "price") : null);
        return item;
    }

    private static @Nullable Long minor(JsonPayload fiscal, String name) {
        @Nullable Money amount = Amounts.major(fiscal, name, CURRENCY);
        return amount == null ? null : amount.minor();
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
            case "PIX" -> PaymentMethod.PIX;
            case "BANK_SLIP" -> PaymentMethod.BOLETO;
            case "PICPAY" -> PaymentMethod.WALLET;
            default -> PaymentMethod.OTHER;
        };
    }
}
