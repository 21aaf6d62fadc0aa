package dev.correnteza.gateways.atomopay;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** What the seller sent along with the charge and gets back. */
final class AtomoPayOrigin {
    private AtomoPayOrigin() {}

    static void read(JsonPayload transaction, PaymentEvent event) {
        Attribution from = attribution(transaction.at("tracking"));
        @Nullable String reference = transaction.text("reference");
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(
                    reference, from.getSck(), from.getSrc(), from.getUtmContent(), from.getUtmTerm()));
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

    private static Attribution attribution(JsonPayload tracking) {
        Attribution attribution = new Attribution();
        attribution.setSrc(tracking.text("src"));
        attribution.setSck(tracking.text("sck"));
        attribution.setUtmSource(tracking.text("utm_source"));
        attribution.setUtmMedium(tracking.text("utm_medium"));
        attribution.setUtmCampaign(tracking.text("utm_campaign"));
        attribution.setUtmContent(tracking.text("utm_content"));
        attribution.setUtmTerm(tracking.text("utm_term"));
        return attribution;
    }
}
