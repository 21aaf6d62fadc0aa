package dev.correnteza.gateways.stripe;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What was given along with a charge and comes back: our tokens, the seller's reference, where the customer came from. */
final class StripeMetadata {
    private StripeMetadata() {}

    /** @param carriers metadata of the object, and of what it belongs to */
    static void read(PaymentEvent event, JsonPayload... carriers) {
        for (JsonPayload metadata : carriers) {
            if (event.getTrackingToken() == null) {
                event.setTrackingToken(Tokens.trackingToken(metadata.text(Tokens.TRACKING_TOKEN)));
            }
            readToken(event, metadata.text(Tokens.WEBHOOK_TOKEN));
            readReference(event, metadata.text("payment_id"));
            readReference(event, metadata.text("transaction_id"));
            readReference(event, metadata.text("order_id"));
            if (event.getAttribution() == null) {
                event.setAttribution(attribution(metadata));
            }
        }
    }

    /** A UUID is our token, everything else a reference of the seller. */
    static void readReference(PaymentEvent event, @Nullable String reference) {
        readToken(event, reference);
        if (event.getExternalReference() == null && Tokens.webhookToken(reference) == null) {
            event.setExternalReference(reference);
        }
    }

    private static void readToken(PaymentEvent event, @Nullable String candidate) {
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(candidate));
        }
    }

    private static @Nullable Attribution attribution(JsonPayload metadata) {
        Attribution from = new Attribution();
        from.setSrc(metadata.text("src"));
        from.setSck(metadata.text("sck"));
        from.setUtmSource(metadata.text("utm_source"));
        from.setUtmMedium(metadata.text("utm_medium"));
        from.setUtmCampaign(metadata.text("utm_campaign"));
        from.setUtmContent(metadata.text("utm_content"));
        from.setUtmTerm(metadata.text("utm_term"));
        from.setFbclid(metadata.text("fbclid"));
        from.setFbc(metadata.text("fbc"));
        from.setFbp(metadata.text("fbp"));
        return from.equals(new Attribution()) ? null : from;
    }
}
