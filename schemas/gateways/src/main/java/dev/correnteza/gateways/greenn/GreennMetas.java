package dev.correnteza.gateways.greenn;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: as a list of keys and values, or by name. */
final class GreennMetas {
    private static final String LIST = "saleMetas";
    private static final String BY_NAME = "utms";

    private GreennMetas() {}

    static void read(JsonPayload webhook, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(meta(webhook, "src"));
        from.setSck(meta(webhook, "sck"));
        from.setUtmSource(meta(webhook, "utm_source"));
        from.setUtmMedium(meta(webhook, "utm_medium"));
        from.setUtmCampaign(meta(webhook, "utm_campaign"));
        from.setUtmContent(meta(webhook, "utm_content"));
        from.setUtmTerm(meta(webhook, "utm_term"));
        from.setFbclid(meta(webhook, "fbclid"));
        @Nullable String reference = meta(webhook, Tokens.WEBHOOK_TOKEN);
        @Nullable
        String[] carriers = {
            reference,
            meta(webhook, Tokens.TRACKING_TOKEN),
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
        if (Tokens.webhookToken(reference) == null) {
            event.setExternalReference(reference);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }

    private static @Nullable String meta(JsonPayload webhook, String name) {
        for (JsonPayload meta : webhook.each(LIST)) {
            if (name.equals(meta.text("meta_key")) && meta.text("meta_value") != null) {
                return meta.text("meta_value");
            }
        }
        @Nullable String named = webhook.at(LIST).text(name);
        return named == null ? webhook.at(BY_NAME).text(name) : named;
    }
}
