package dev.correnteza.gateways.lastlink;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: any of them may carry our tokens. */
final class LastlinkUtm {
    private LastlinkUtm() {}

    static void read(JsonPayload utm, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setUtmSource(utm.text("UtmSource"));
        from.setUtmMedium(utm.text("UtmMedium"));
        from.setUtmCampaign(utm.text("UtmCampaign"));
        from.setUtmContent(utm.text("UtmContent"));
        from.setUtmTerm(utm.text("UtmTerm"));
        @Nullable
        String[] carriers = {
            from.getUtmContent(), from.getUtmTerm(), from.getUtmCampaign(), from.getUtmMedium(), from.getUtmSource()
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
