package dev.correnteza.gateways.woovi;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A payment that the seller makes. */
final class WooviPayout {
    private WooviPayout() {}

    static PaymentEvent read(String type, @Nullable String status, JsonPayload body, EventSource source) {
        JsonPayload payment = body.at("payment");
        WooviNormalizer.requireStatus(status, payment);
        String id = payment.requiredText("correlationID");
        PaymentEvent event = source.once(
                type, body.requiredText("event"), id, Times.iso(body.at("transaction"), "time", ZoneOffset.UTC));
        event.setGatewayEventId(id);
        EventSource.setAmount(event, Amounts.requiredMinor(payment, "value", WooviSale.CURRENCY));
        // Of no payment of a customer's, whatever address it was sent to.
        event.setWebhookToken(null);
        event.setTrackingToken(null);
        return event;
    }
}
