package dev.correnteza.gateways.perfectpay;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: any of them may carry our tokens. */
final class PerfectPayMetadata {
    private PerfectPayMetadata() {}

    static void read(JsonPayload metadata, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(metadata.text("src"));
        from.setSck(metadata.text("sck"));
        from.setUtmSource(metadata.text("utm_source"));
        from.setUtmMedium(metadata.text("utm_medium"));
        from.setUtmCampaign(metadata.text("utm_campaign"));
        from.setUtmContent(metadata.text("utm_content"));
        from.setUtmTerm(metadata.text("utm_term"));
        from.setFbc(metadata.text("_fbc"));
        from.setFbp(metadata.text("_fbp"));
        @Nullable
        String[] carriers = {
            from.getSrc(),
            from.getSck(),
            from.getUtmContent(),
            from.getUtmTerm(),
            from.getUtmCampaign(),
            from.getUtmMedium(),
            from.getUtmSource(),
            metadata.text("utm_perfect")
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
