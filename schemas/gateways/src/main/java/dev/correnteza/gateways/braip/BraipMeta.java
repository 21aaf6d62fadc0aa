package dev.correnteza.gateways.braip;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: any of them may carry our tokens. */
final class BraipMeta {
    private BraipMeta() {}

    static void read(JsonPayload meta, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(meta.text("src"));
        from.setSck(meta.text("sck"));
        from.setUtmSource(meta.text("utm_source"));
        from.setUtmMedium(meta.text("utm_medium"));
        from.setUtmCampaign(meta.text("utm_campaign"));
        from.setUtmContent(meta.text("utm_content"));
        from.setUtmTerm(meta.text("utm_term"));
        from.setFbc(meta.text("fbc"));
        @Nullable String reference = meta.text("external_id");
        @Nullable
        String[] carriers = {
            reference,
            from.getSck(),
            from.getSrc(),
            from.getUtmContent(),
            from.getUtmTerm(),
            from.getUtmCampaign(),
            from.getUtmMedium(),
            from.getUtmSource(),
            meta.text("utm_id")
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
