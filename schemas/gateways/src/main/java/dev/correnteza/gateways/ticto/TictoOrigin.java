package dev.correnteza.gateways.ticto;

import static dev.correnteza.gateways.ticto.TictoTexts.text;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Where the customer came from: every parameter of the checkout's address comes back, some of them twice. */
final class TictoOrigin {
    private TictoOrigin() {}

    static void read(JsonPayload postback, PaymentEvent event) {
        JsonPayload current = postback.at("query_params");
        // Older payloads.
        JsonPayload query =
                current.isPresent() ? current : postback.at("url_params").at("query_params");
        JsonPayload tracking = postback.at("tracking");
        Attribution from = attribution(tracking, query);
        @Nullable String reference = text(query, Tokens.WEBHOOK_TOKEN);
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(
                    reference, from.getSck(), from.getSrc(), from.getUtmContent(), from.getUtmTerm()));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(
                    text(query, Tokens.TRACKING_TOKEN),
                    from.getSck(),
                    from.getSrc(),
                    from.getUtmContent(),
                    from.getUtmTerm()));
        }
        if (Tokens.webhookToken(reference) == null) {
            event.setExternalReference(reference);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }

    private static Attribution attribution(JsonPayload tracking, JsonPayload query) {
        Attribution attribution = new Attribution();
        attribution.setSrc(text(tracking, query, "src"));
        attribution.setSck(text(tracking, query, "sck"));
        attribution.setUtmSource(text(tracking, query, "utm_source"));
        attribution.setUtmMedium(text(tracking, query, "utm_medium"));
        attribution.setUtmCampaign(text(tracking, query, "utm_campaign"));
        attribution.setUtmContent(text(tracking, query, "utm_content"));
        attribution.setUtmTerm(text(tracking, query, "utm_term"));
        attribution.setFbclid(text(query, "fbclid"));
        return attribution;
    }
}
