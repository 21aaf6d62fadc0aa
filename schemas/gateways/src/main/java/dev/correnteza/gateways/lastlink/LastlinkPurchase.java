package dev.correnteza.gateways.lastlink;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The purchase inside a notice: money, products, subscription. */
final class LastlinkPurchase {
    private LastlinkPurchase() {}

    static void read(JsonPayload data, PaymentEvent event) {
        JsonPayload purchase = data.at("Purchase");
        JsonPayload price = purchase.at("Price");
        String currency = Amounts.currency(price, "Currency");
        EventSource.setAmount(event, Amounts.requiredMajor(price, "Value", currency));
        JsonPayload payment = purchase.at("Payment");
        event.setMethod(method(payment.text("PaymentMethod")));
        event.setInstallments(payment.count("NumberOfInstallments"));
        event.setItems(items(data, currency));
        List<JsonPayload> subscriptions = data.each("Subscriptions");
        @Nullable
        String id = subscriptions.isEmpty() ? null : subscriptions.getFirst().text("Id");
        if (id != null) {
            Subscription subscription = subscription(data, id);
            subscription.setCycleNumber(event.getType().equals(PAYMENT_PAID) ? purchase.count("Recurrency") : null);
            event.setSubscription(subscription);
        }
    }

    static Subscription subscription(JsonPayload data, String id) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(data.at("Offer").text("Name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    /** @param currency of the purchase; {@code null} where there is none: a price alone says nothing */
    static List<Item> items(JsonPayload data, @Nullable String currency) {
        List<JsonPayload> products = data.each("Products");
        // Of several products it is not told which one the offer is for.
        @Nullable String offer = products.size() == 1 ? data.at("Offer").text("Id") : null;
        return products.stream()
                .map(product -> {
                    Item item = new Item();
                    item.setProductId(product.text("Id"));
                    item.setName(product.text("Name"));
                    item.setOfferId(offer);
                    item.setQuantity(1);
                    @Nullable Money unit = currency == null ? null : Amounts.major(product, "Price", currency);
                    item.setUnitAmountMinor(unit == null ? null : unit.minor());
                    return item;
                })
                .toList();
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "bankslip" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
