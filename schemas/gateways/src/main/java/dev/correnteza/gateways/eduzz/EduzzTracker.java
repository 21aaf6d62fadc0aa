package dev.correnteza.gateways.eduzz;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back: trk, trk2 and trk3 under other names, and the utm. Any may carry our tokens. */
final class EduzzTracker {
    private EduzzTracker() {}

    static void read(JsonPayload data, PaymentEvent event) {
        JsonPayload utm = data.at("utm");
        Attribution from = new Attribution();
        from.setUtmSource(utm.text("source"));
        from.setUtmMedium(utm.text("medium"));
        from.setUtmCampaign(utm.text("campaign"));
        from.setUtmContent(utm.text("content"));
        JsonPayload tracker = data.at("tracker");
        set(from, event, tracker.text("code1"), tracker.text("code2"), tracker.text("code3"));
    }

    /** Of the second generation. */
    static void readLegacy(JsonPayload body, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setUtmSource(body.text("tracker_utm_source"));
        from.setUtmMedium(body.text("tracker_utm_medium"));
        from.setUtmCampaign(body.text("tracker_utm_campaign"));
        from.setUtmContent(body.text("tracker_utm_content"));
        set(from, event, body.text("tracker_trk"), body.text("tracker_trk2"), body.text("tracker_trk3"));
    }

    private static void set(
            Attribution from,
            PaymentEvent event,
            @Nullable String code,
            @Nullable String secondCode,
            @Nullable String thirdCode) {
        @Nullable
        String[] carriers = {
            code,
            secondCode,
            thirdCode,
            from.getUtmContent(),
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
        if (Tokens.webhookToken(code) == null && Tokens.trackingToken(code) == null) {
            event.setExternalReference(code);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }
}
