package dev.correnteza.gateways.eduzz;

import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;

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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sale inside an invoice: money, products, customer. */
final class EduzzInvoice {
    private EduzzInvoice() {}

    static void read(JsonPayload data, PaymentEvent event) {
        boolean wasCharged = wasCharged(event.getType()) && data.at("paid").isPresent();
        JsonPayload charged = data.at(wasCharged ? "paid" : "price");
        @Nullable String currency = null;
        if (charged.isPresent() || event.getType().equals(PAYMENT_PAID)) {
            currency = Amounts.currency(charged, "currency");
            EventSource.setAmount(event, Amounts.requiredMajor(charged, "value", currency));
        }
        event.setMethod(method(data.text("paymentMethod")));
        event.setInstallments(data.count("installments"));
        JsonPayload bump = data.at("orderBump");
        if (!bump.flag("isMainSale")) {
            event.setParentTransactionId(bump.text("mainSaleId"));
        }
        event.setItems(items(data, currency));
        event.setCustomer(EduzzCustomer.ofInvoice(data.at("buyer")));
        @Nullable String contract = data.at("contract").text("id");
        if (contract != null) {
            Subscription subscription = new Subscription();
            subscription.setId(contract);
            subscription.setInterval(SubscriptionInterval.UNKNOWN);
            event.setSubscription(subscription);
        }
    }

    /** Whether something was charged, which may be more than the price: interest of instalments comes on top. */
    static boolean wasCharged(String type) {
        return switch (type) {
            case PAYMENT_PAID,
                    PAYMENT_REFUND_REQUESTED,
                    PAYMENT_REFUNDED,
                    PAYMENT_PARTIALLY_REFUNDED,
                    PAYMENT_CHARGED_BACK -> true;
            default -> false;
        };
    }

    private static List<Item> items(JsonPayload data, @Nullable String currency) {
        return data.each("items").stream().map(from -> item(from, currency)).toList();
    }

    private static Item item(JsonPayload from, @Nullable String currency) {
        Item item = new Item();
        item.setProductId(from.text("productId"));
        item.setName(from.text("name"));
        item.setQuantity(1);
        JsonPayload price = from.at("price");
        if (currency != null && currency.equals(price.text("currency"))) {
            @Nullable Money unit = Amounts.major(price, "value", currency);
            item.setUnitAmountMinor(unit == null ? null : unit.minor());
        }
        return item;
    }

    private static PaymentMethod method(@Nullable String method) {
        if (method == null) {
            return PaymentMethod.UNKNOWN;
        }
        return switch (method.replace("_", "").toLowerCase(Locale.ROOT)) {
            case "creditcard" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "bankslip", "installmentbankslip" -> PaymentMethod.BOLETO;
            default -> PaymentMethod.OTHER;
        };
    }
}
