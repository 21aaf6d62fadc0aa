package dev.correnteza.gateways.ticto;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside a postback: money, products, subscription. */
final class TictoSale {
    private static final String CURRENCY = "BRL";

    private TictoSale() {}

    static void read(JsonPayload postback, PaymentEvent event) {
        JsonPayload order = postback.at("order");
        @Nullable
        Money paid = event.getType().equals(PAYMENT_PAID)
                ? Amounts.requiredMinor(order, "paid_amount", CURRENCY)
                : Amounts.minor(order, "paid_amount", CURRENCY);
        if (paid != null) {
            EventSource.setAmount(event, paid);
            event.setNetAmountMinor(net(postback));
            @Nullable Money fee = Amounts.minor(postback, "marketplace_commission", CURRENCY);
            event.setFeeAmountMinor(fee == null ? null : fee.minor());
        }
        event.setMethod(method(postback.text("payment_method")));
        event.setInstallments(order.count("installments"));
        EventSource.setItems(event, items(postback), () -> CURRENCY);
        readSubscription(postback, event);
    }

    static void readSubscription(JsonPayload postback, PaymentEvent event) {
        JsonPayload from = subscription(postback);
        @Nullable String id = from.text("id");
        if (id == null) {
            return;
        }
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(TictoTexts.text(postback.at("item"), "offer_name"));
        @Nullable Integer months = from.count("interval");
        subscription.setInterval(months == null ? SubscriptionInterval.UNKNOWN : SubscriptionInterval.MONTH);
        subscription.setIntervalCount(months);
        // How many were paid so far is the number of this one only where this one was.
        subscription.setCycleNumber(event.getType().equals(PAYMENT_PAID) ? from.count("successful_charges") : null);
        subscription.setNextChargeAt(Times.iso(from, "next_charge", Times.SAO_PAULO));
        event.setSubscription(subscription);
    }

    /** The subscription of the main product: an array even for one. */
    static JsonPayload subscription(JsonPayload postback) {
        List<JsonPayload> subscriptions = postback.each("subscriptions");
        return subscriptions.isEmpty() ? postback.at("subscriptions") : subscriptions.getFirst();
    }

    /** What tells the facts of one transaction apart: the offer (a bump has the sale's hash), and the charge. */
    static String offerAndCharge(JsonPayload postback) {
        @Nullable String ofItem = postback.at("item").text("offer_code");
        @Nullable String offer = ofItem == null ? postback.at("offer").text("code") : ofItem;
        @Nullable String charge = subscription(postback).text("successful_charges");
        return (offer == null ? "" : offer) + (charge == null ? "" : "/" + charge);
    }

    /** A product: the main one, a bump, or that of an abandoned cart. Where its price stands differs. */
    static Item item(JsonPayload from) {
        Item item = new Item();
        item.setProductId(from.text("product_id"));
        item.setName(TictoTexts.text(from, "product_name"));
        item.setOfferId(from.text("offer_code"));
        @Nullable Integer quantity = from.count("quantity");
        item.setQuantity(quantity == null ? 1 : quantity);
        return item;
    }

    private static List<Item> items(JsonPayload postback) {
        List<Item> items = new ArrayList<>();
        JsonPayload main = postback.at("item");
        if (main.isPresent()) {
            Item item = item(main);
            @Nullable Money amount = Amounts.minor(main, "amount", CURRENCY);
            // Whether it is the price of one or of all is told nowhere.
            item.setUnitAmountMinor(amount == null || item.getQuantity() != 1 ? null : amount.minor());
            items.add(item);
        }
        for (JsonPayload bump : postback.each("bumps")) {
            Item item = item(bump);
            // Reais, unlike everything else.
            @Nullable Money price = Amounts.major(bump, "offer_price", CURRENCY);
            item.setUnitAmountMinor(price == null ? null : price.minor());
            items.add(item);
        }
        return items;
    }

    // One commission for each product of the order; producer.amount covers the main one only.
    private static @Nullable Long net(JsonPayload postback) {
        @Nullable Long net = null;
        for (JsonPayload commission : postback.each("owner_commissions")) {
            long own = Amounts.requiredMinor(commission, "commission_amount", CURRENCY)
                    .minor();
            try {
                net = net == null ? own : Math.addExact(net, own);
            } catch (ArithmeticException e) {
                throw new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, commission.pathOf("commission_amount"));
            }
        }
        return net;
    }

    private static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "bank_slip" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
