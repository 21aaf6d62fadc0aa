package dev.correnteza.gateways.kirvano;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Where the customer came from: parameters of the checkout's address and cookies. Any of them may carry our tokens. */
final class KirvanoOrigin {
    private KirvanoOrigin() {}

    static void read(JsonPayload webhook, PaymentEvent event) {
        JsonPayload utm = webhook.at("utm");
        JsonPayload cookies = webhook.at("cookies");
        Attribution from = new Attribution();
        from.setSrc(utm.text("src"));
        from.setSck(cookies.text("sck"));
        from.setUtmSource(utm.text("utm_source"));
        from.setUtmMedium(utm.text("utm_medium"));
        from.setUtmCampaign(utm.text("utm_campaign"));
        from.setUtmContent(utm.text("utm_content"));
        from.setUtmTerm(utm.text("utm_term"));
        from.setFbclid(cookies.text("fbclid"));
        from.setFbp(cookies.text("fbp"));
        @Nullable
        String[] carriers = {
            from.getSrc(),
            from.getSck(),
            from.getUtmContent(),
            from.getUtmTerm(),
            from.getUtmCampaign(),
            from.getUtmMedium(),
            from.getUtmSource()
        };
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(Tokens.webhookToken(carriers));
        }
        if (event.getTrackingToken() == null) {
            event.setTrackingToken(Tokens.trackingToken(carriers));
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }
}
