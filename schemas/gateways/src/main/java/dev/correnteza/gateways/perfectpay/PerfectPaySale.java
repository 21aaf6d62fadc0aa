package dev.correnteza.gateways.perfectpay;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sale inside a postback: money, product, subscription. */
final class PerfectPaySale {
    private static final String CURRENCY = "currency_enum";

    private PerfectPaySale() {}

    static void read(JsonPayload postback, PaymentEvent event) {
        EventSource.setAmount(event, Amounts.requiredMajor(postback, "sale_amount", currency(postback)));
        event.setMethod(method(postback.text("payment_type_enum")));
        event.setInstallments(postback.count("installments"));
        event.setSubscription(subscription(postback, event.getType().equals(PAYMENT_PAID)));
    }

    static List<Item> items(JsonPayload postback) {
        JsonPayload product = postback.at("product");
        if (!product.isPresent()) {
            return List.of();
        }
        Item item = new Item();
        item.setProductId(product.text("code"));
        item.setName(product.text("name"));
        item.setPlanId(postback.at("plan").text("code"));
        @Nullable Integer quantity = postback.count("quantity");
        item.setQuantity(quantity == null ? 1 : quantity);
        return List.of(item);
    }

    private static String currency(JsonPayload postback) {
        return switch (postback.text(CURRENCY)) {
            case "1" -> "BRL";
            case "2" -> "USD";
            case "3" -> "EUR";
            case null, default -> throw new NotUnderstoodException(Reason.UNKNOWN_CURRENCY, CURRENCY);
        };
    }

    // payment_method_enum, despite its name, is the brand of the card.
    private static PaymentMethod method(@Nullable String paymentType) {
        return switch (paymentType) {
            case null -> PaymentMethod.UNKNOWN;
            // What nobody has chosen yet.
            case "0" -> PaymentMethod.UNKNOWN;
            case "1", "4" -> PaymentMethod.CREDIT_CARD;
            case "2", "8" -> PaymentMethod.BOLETO;
            case "7" -> PaymentMethod.PIX;
            case "9" -> PaymentMethod.BANK_TRANSFER;
            // PayPal, Google Pay, Apple Pay, PicPay, Amazon Pay
            case "3", "10", "11", "12", "16" -> PaymentMethod.WALLET;
            // Free of charge (5), one click more (6), and what is not known.
            default -> PaymentMethod.OTHER;
        };
    }

    private static @Nullable Subscription subscription(JsonPayload postback, boolean paid) {
        JsonPayload from = postback.at("subscription");
        @Nullable String code = from.text("code");
        if (code == null) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(code);
        subscription.setPlan(postback.at("plan").text("name"));
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        // How often it was charged so far is the number of this charge only where this one was.
        subscription.setCycleNumber(paid ? from.count("charges_made") : null);
        subscription.setStatus(from.text("status"));
        subscription.setNextChargeAt(Times.iso(from, "next_charge_date", ZoneOffset.UTC));
        return subscription;
    }
}
