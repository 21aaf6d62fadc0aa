package dev.correnteza.gateways.guru;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: any of them may carry our tokens. */
final class GuruSource {
    private GuruSource() {}

    static void read(JsonPayload source, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(source.text("source"));
        from.setSck(source.text("checkout_source"));
        from.setUtmSource(source.text("utm_source"));
        from.setUtmMedium(source.text("utm_medium"));
        from.setUtmCampaign(source.text("utm_campaign"));
        from.setUtmContent(source.text("utm_content"));
        from.setUtmTerm(source.text("utm_term"));
        @Nullable
        String[] carriers = {
            from.getUtmContent(),
            from.getSck(),
            from.getSrc(),
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
