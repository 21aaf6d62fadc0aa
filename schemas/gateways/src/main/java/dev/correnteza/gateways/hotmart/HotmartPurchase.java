package dev.correnteza.gateways.hotmart;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside a purchase event: money, product, subscription, origin. */
final class HotmartPurchase {
    private HotmartPurchase() {}

    static void read(JsonPayload data, PaymentEvent event) {
        JsonPayload purchase = data.at("purchase");
        JsonPayload fullPrice = purchase.at("full_price");
        String currency = Amounts.currency(fullPrice, "currency_value");
        // full_price is what the buyer is charged, interest of instalments included; price is the offer's.
        EventSource.setAmount(event, Amounts.requiredMajor(fullPrice, "value", currency));
        readCommissions(data, currency, event);
        JsonPayload payment = purchase.at("payment");
        event.setMethod(HotmartMethods.of(payment.text("type")));
        event.setInstallments(payment.count("installments_number"));
        event.setExpiresAt(Times.epochMillis(payment, "pix_expiration_date"));
        event.setParentTransactionId(purchase.at("order_bump").text("parent_purchase_transaction"));
        event.setCustomer(HotmartBuyer.ofPurchase(data));
        event.setItems(List.of(item(data, purchase, currency)));
        event.setSubscription(subscription(data, purchase));
        readOrigin(purchase.at("origin"), event);
    }

    static String requiredSubscriberCode(JsonPayload data) {
        return data.at("subscription").at("subscriber").requiredText("code");
    }

    private static Item item(JsonPayload data, JsonPayload purchase, String currency) {
        JsonPayload product = data.at("product");
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setOfferId(purchase.at("offer").text("code"));
        item.setPlanId(data.at("subscription").at("plan").text("id"));
        item.setQuantity(1);
        JsonPayload price = purchase.at("price");
        if (currency.equals(price.text("currency_value"))) {
            @Nullable Money unit = Amounts.major(price, "value", currency);
            item.setUnitAmountMinor(unit == null ? null : unit.minor());
        }
        return item;
    }

    private static @Nullable Subscription subscription(JsonPayload data, JsonPayload purchase) {
        JsonPayload from = data.at("subscription");
        @Nullable String code = from.at("subscriber").text("code");
        if (code == null) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(code);
        subscription.setPlan(from.at("plan").text("name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        subscription.setCycleNumber(purchase.count("recurrence_number"));
        subscription.setStatus(from.text("status"));
        subscription.setNextChargeAt(Times.epochMillis(purchase, "date_next_charge"));
        return subscription;
    }

    // Commissions may be in another currency than the sale; then they say nothing about this amount.
    private static void readCommissions(JsonPayload data, String currency, PaymentEvent event) {
        for (JsonPayload commission : data.each("commissions")) {
            @Nullable String source = commission.text("source");
            if (source != null && currency.equals(commission.text("currency_value"))) {
                @Nullable Money value = Amounts.major(commission, "value", currency);
                switch (source) {
                    case "MARKETPLACE" -> event.setFeeAmountMinor(value == null ? null : value.minor());
                    case "PRODUCER" -> event.setNetAmountMinor(value == null ? null : value.minor());
                    default -> {}
                }
            }
        }
    }

    /** Checkout parameters that come back: any of them may carry our tokens. */
    static void readOrigin(@Nullable String src, @Nullable String sck, @Nullable String xcod, PaymentEvent event) {
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(xcod, sck, src));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(sck, src, xcod));
        }
        if (xcod != null && Tokens.webhookToken(xcod) == null) {
            event.setExternalReference(xcod);
        }
        if (src != null || sck != null) {
            Attribution attribution = new Attribution();
            attribution.setSrc(src);
            attribution.setSck(sck);
            event.setAttribution(attribution);
        }
    }

    private static void readOrigin(JsonPayload origin, PaymentEvent event) {
        readOrigin(origin.text("src"), origin.text("sck"), origin.text("xcod"), event);
    }
}
