package dev.correnteza.gateways.paradise;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What the charge was made with and comes back: our reference, and the parameters of its origin. */
final class ParadiseOrigin {
    private ParadiseOrigin() {}

    static void read(JsonPayload webhook, PaymentEvent event) {
        @Nullable String reference = webhook.text("external_id");
        JsonPayload tracking = webhook.at("tracking");
        Attribution from = new Attribution();
        from.setSrc(tracking.text("src"));
        from.setSck(tracking.text("sck"));
        from.setUtmSource(tracking.text("utm_source"));
        from.setUtmMedium(tracking.text("utm_medium"));
        from.setUtmCampaign(tracking.text("utm_campaign"));
        from.setUtmContent(tracking.text("utm_content"));
        from.setUtmTerm(tracking.text("utm_term"));
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(reference));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(
                    Tokens.trackingToken(from.getSck(), from.getSrc(), from.getUtmContent(), from.getUtmTerm()));
        }
        if (Tokens.webhookToken(reference) == null) {
            event.setExternalReference(reference);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }
}
