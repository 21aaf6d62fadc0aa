package dev.correnteza.gateways.greenn;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;

/** What a webhook of Greenn means: one event, by its type. */
final class GreennNormalizer {
    private GreennNormalizer() {}

    static PaymentEvent normalize(JsonPayload webhook, EventSource source) {
        String words = webhook.requiredText("type") + "/" + webhook.requiredText("event");
        PaymentEvent event = switch (words) {
            case "sale/saleUpdated" -> GreennSale.normalize(webhook, source);
            case "contract/contractUpdated" -> GreennContract.normalize(webhook, source);
            case "lead/checkoutAbandoned" -> abandonedCheckout(webhook, source);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, words);
        };
        JsonPayload client = webhook.at("client");
        event.setCustomer(GreennClient.of(client.isPresent() ? client : webhook.at("lead")));
        GreennMetas.read(webhook, event);
        return event;
    }

    private static PaymentEvent abandonedCheckout(JsonPayload webhook, EventSource source) {
        JsonPayload lead = webhook.at("lead");
        PaymentEvent event = source.once(
                CART_ABANDONED,
                "checkoutAbandoned",
                lead.requiredText("id"),
                Times.iso(lead, "updated_at", Times.SAO_PAULO));
        // The list price of what was left behind is no amount.
        event.setItems(GreennSale.items(webhook.at("product")));
        return event;
    }
}
