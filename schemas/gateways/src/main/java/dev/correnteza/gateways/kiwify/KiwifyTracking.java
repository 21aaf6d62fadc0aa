package dev.correnteza.gateways.kiwify;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: any of them may carry our tokens; s1 is free for references. */
final class KiwifyTracking {
    private KiwifyTracking() {}

    static void read(JsonPayload tracking, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(tracking.text("src"));
        from.setSck(tracking.text("sck"));
        from.setUtmSource(tracking.text("utm_source"));
        from.setUtmMedium(tracking.text("utm_medium"));
        from.setUtmCampaign(tracking.text("utm_campaign"));
        from.setUtmContent(tracking.text("utm_content"));
        from.setUtmTerm(tracking.text("utm_term"));
        @Nullable String reference = tracking.text("s1");
        @Nullable
        String[] carriers = {
            reference,
            tracking.text("s2"),
            tracking.text("s3"),
            from.getSck(),
            from.getSrc(),
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
        if (Tokens.webhookToken(reference) == null && Tokens.trackingToken(reference) == null) {
            event.setExternalReference(reference);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }
}
