package dev.correnteza.gateways.pagarme;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order was made with and comes back: our tokens, the seller's code, items, the method. */
final class PagarmeReferences {
    private PagarmeReferences() {}

    /** @param orderMetadata of the order; a charge has metadata of its own */
    static void read(PaymentEvent event, JsonPayload orderMetadata, JsonPayload charge, JsonPayload order) {
        JsonPayload metadata = charge.at("metadata");
        // A charge repeats the code of its order.
        @Nullable String code = order.text("code") == null ? charge.text("code") : order.text("code");
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(
                    metadata.text(Tokens.WEBHOOK_TOKEN), orderMetadata.text(Tokens.WEBHOOK_TOKEN), code));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(
                    metadata.text(Tokens.TRACKING_TOKEN), orderMetadata.text(Tokens.TRACKING_TOKEN)));
        }
        if (Tokens.webhookToken(code) == null) {
            event.setExternalReference(code);
        }
    }

    /** Amounts are of one unit. */
    static List<Item> items(JsonPayload order, String currency) {
        return order.each("items").stream()
                .map(from -> {
                    @Nullable Integer quantity = from.count("quantity");
                    @Nullable Money unit = Amounts.minor(from, "amount", currency);
                    Item item = new Item();
                    item.setProductId(from.text("id"));
                    item.setSku(from.text("code"));
                    item.setName(from.text("description"));
                    item.setQuantity(quantity == null ? 1 : quantity);
                    item.setUnitAmountMinor(unit == null ? null : unit.minor());
                    return item;
                })
                .toList();
    }

    static PaymentMethod method(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "pix" -> PaymentMethod.PIX;
            case "credit_card" -> PaymentMethod.CREDIT_CARD;
            case "debit_card" -> PaymentMethod.DEBIT_CARD;
            case "boleto" -> PaymentMethod.BOLETO;
            case "bank_transfer" -> PaymentMethod.BANK_TRANSFER;
            case "cash" -> PaymentMethod.CASH;
            default -> PaymentMethod.OTHER;
        };
    }
}
