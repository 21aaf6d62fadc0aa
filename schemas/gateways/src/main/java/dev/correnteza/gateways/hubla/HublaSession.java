package dev.correnteza.gateways.hubla;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The visit that led to the sale: utm parameters without their prefix, cookies of ads, the address of the checkout. */
final class HublaSession {
    private HublaSession() {}

    static void read(JsonPayload session, PaymentEvent event) {
        JsonPayload utm = session.at("utm");
        JsonPayload cookies = session.at("cookies");
        JsonPayload query = query(session.text("url"));
        Attribution from = new Attribution();
        from.setSrc(query.text("src"));
        from.setSck(query.text("sck"));
        from.setUtmSource(utm.text("source"));
        from.setUtmMedium(utm.text("medium"));
        from.setUtmCampaign(utm.text("campaign"));
        from.setUtmContent(utm.text("content"));
        from.setUtmTerm(utm.text("term"));
        from.setFbclid(query.text("fbclid"));
        from.setFbc(cookies.text("fbc"));
        from.setFbp(cookies.text("fbp"));
        readTokens(from, query, event);
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }

    private static void readTokens(Attribution from, JsonPayload query, PaymentEvent event) {
        @Nullable
        String[] carriers = {
            from.getUtmContent(),
            from.getUtmTerm(),
            from.getUtmCampaign(),
            from.getUtmMedium(),
            from.getUtmSource(),
            from.getSck(),
            from.getSrc()
        };
        if (event.getWebhookToken() == null) {
            @Nullable String named = Tokens.webhookToken(query.text(Tokens.WEBHOOK_TOKEN));
            event.setWebhookToken(named == null ? Tokens.webhookToken(carriers) : named);
        }
        if (event.getTrackingToken() == null) {
            @Nullable String named = Tokens.trackingToken(query.text(Tokens.TRACKING_TOKEN));
            event.setTrackingToken(named == null ? Tokens.trackingToken(carriers) : named);
        }
    }

    private static JsonPayload query(@Nullable String url) {
        int start = url == null ? -1 : url.indexOf('?');
        if (url == null || start < 0) {
            return JsonPayload.ofForm(Map.of());
        }
        int fragment = url.indexOf('#', start);
        try {
            String query = url.substring(start + 1, fragment < 0 ? url.length() : fragment);
            return JsonPayload.ofForm(FormPayload.parameters(query));
        } catch (UnreadablePayload e) {
            // An address somebody typed: it says nothing of the payment.
            return JsonPayload.ofForm(Map.of());
        }
    }
}
