package dev.correnteza.gateways.hotmart;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code GET /payments/api/v1/sales/history} means: the same facts, with the same event ids, as the webhooks of
 * the sale. The record names no subscription and no phone, and its money key is {@code currency_code}.
 */
public final class HotmartHistory {
    private static final HotmartAdapter ADAPTER = new HotmartAdapter();

    private HotmartHistory() {}

    /**
     * Normalizes one element of {@code items}.
     *
     * @param sale the element, as JSON
     * @param fetchedAt our clock: the time of what the record gives no time for, such as a refund
     */
    public static Normalization normalize(Account account, byte[] sale, Instant fetchedAt) {
        try {
            EventSource source = EventSource.ofHistory(ADAPTER, account, sale, fetchedAt);
            return new Understood(List.of(read(JsonPayload.parse(sale), source)));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }

    private static PaymentEvent read(JsonPayload sale, EventSource source) {
        JsonPayload purchase = sale.at("purchase");
        String status = purchase.requiredText("status");
        String transaction = purchase.requiredText("transaction");
        String type = type(status);
        PaymentEvent event = source.once(type, status, transaction, occurredAt(type, purchase));
        event.setGatewayTransactionId(transaction);

        JsonPayload price = purchase.at("price");
        String currency = Amounts.currency(price, "currency_code");
        EventSource.setAmount(event, Amounts.requiredMajor(price, "value", currency));
        JsonPayload fee = purchase.at("hotmart_fee");
        if (currency.equals(fee.text("currency_code"))) {
            event.setFeeAmountMinor(
                    Amounts.requiredMajor(fee, "total", currency).minor());
        }
        JsonPayload payment = purchase.at("payment");
        event.setMethod(HotmartMethods.of(payment.text("type")));
        event.setInstallments(payment.count("installments_number"));
        JsonPayload buyer = sale.at("buyer");
        event.setCustomer(HotmartBuyer.named(buyer.text("name"), buyer.text("email")));
        JsonPayload product = sale.at("product");
        Item item = new Item();
        item.setProductId(product.text("id"));
        item.setName(product.text("name"));
        item.setOfferId(purchase.at("offer").text("code"));
        item.setQuantity(1);
        item.setUnitAmountMinor(event.getAmountMinor());
        event.setItems(List.of(item));
        JsonPayload tracking = purchase.at("tracking");
        HotmartPurchase.readOrigin(
                tracking.text("source"), tracking.text("source_sck"), tracking.text("external_code"), event);
        return event;
    }

    // The API says PROTESTED where the webhook says DISPUTE, and OVERDUE where it says DELAYED.
    private static String type(String status) {
        return switch (status) {
            case "APPROVED", "COMPLETE", "COMPLETED" -> PAYMENT_PAID;
            case "PRINTED_BILLET",
                    "BILLET_PRINTED",
                    "WAITING_PAYMENT",
                    "STARTED",
                    "UNDER_ANALISYS",
                    "PROCESSING_TRANSACTION",
                    "PRE_ORDER",
                    "OVERDUE",
                    "DELAYED" -> PAYMENT_PENDING;
            case "CANCELLED", "CANCELED" -> PAYMENT_CANCELED;
            case "NO_FUNDS", "BLOCKED" -> PAYMENT_REFUSED;
            case "EXPIRED" -> PAYMENT_EXPIRED;
            case "PROTESTED", "DISPUTE" -> PAYMENT_REFUND_REQUESTED;
            case "REFUNDED" -> PAYMENT_REFUNDED;
            case "PARTIALLY_REFUNDED" -> PAYMENT_PARTIALLY_REFUNDED;
            case "CHARGEBACK" -> PAYMENT_CHARGED_BACK;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload purchase) {
        return switch (type) {
            case PAYMENT_PAID -> Times.epochMillis(purchase, "approved_date");
            case PAYMENT_PENDING -> Times.epochMillis(purchase, "order_date");
            default -> null;
        };
    }
}
