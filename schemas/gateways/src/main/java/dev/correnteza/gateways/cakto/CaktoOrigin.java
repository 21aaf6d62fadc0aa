package dev.correnteza.gateways.cakto;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the customer came from: the callback, metadata, and the query of the checkout's address. Any may carry our tokens. */
final class CaktoOrigin {
    private CaktoOrigin() {}

    static void read(JsonPayload order, PaymentEvent event) {
        Map<String, String> query = query(order.text("checkoutUrl"));
        JsonPayload metadata = order.at("metadata");
        Attribution from = new Attribution();
        from.setSrc(value(query, "src"));
        from.setSck(value(query, "sck"));
        from.setUtmSource(value(query, "utm_source"));
        from.setUtmMedium(value(query, "utm_medium"));
        from.setUtmCampaign(value(query, "utm_campaign"));
        from.setUtmContent(value(query, "utm_content"));
        from.setUtmTerm(value(query, "utm_term"));
        from.setFbclid(value(query, "fbclid"));
        from.setFbc(value(query, "fbc"));
        from.setFbp(value(query, "fbp"));
        @Nullable String callback = order.text("callback");
        @Nullable
        String[] carriers = {
            callback,
            value(query, "callback"),
            from.getSck(),
            from.getSrc(),
            from.getUtmContent(),
            from.getUtmTerm(),
            from.getUtmCampaign(),
            from.getUtmMedium(),
            from.getUtmSource()
        };
        if (event.getWebhookToken() == null) {
            @Nullable
            String own = Tokens.webhookToken(metadata.text(Tokens.WEBHOOK_TOKEN), value(query, Tokens.WEBHOOK_TOKEN));
            event.setWebhookToken(own == null ? Tokens.webhookToken(carriers) : own);
        }
        if (event.getTrackingToken() == null) {
            @Nullable
            String own =
                    Tokens.trackingToken(metadata.text(Tokens.TRACKING_TOKEN), value(query, Tokens.TRACKING_TOKEN));
            event.setTrackingToken(own == null ? Tokens.trackingToken(carriers) : own);
        }
        if (Tokens.webhookToken(callback) == null && Tokens.trackingToken(callback) == null) {
            event.setExternalReference(callback);
        }
        if (!from.equals(new Attribution())) {
            event.setAttribution(from);
        }
    }

    private static @Nullable String value(Map<String, String> query, String name) {
        @Nullable String value = query.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Map<String, String> query(@Nullable String url) {
        int start = url == null ? -1 : url.indexOf('?');
        if (url == null || start < 0) {
            return Map.of();
        }
        int fragment = url.indexOf('#', start);
        try {
            return FormPayload.parameters(url.substring(start + 1, fragment < 0 ? url.length() : fragment));
        } catch (UnreadablePayload e) {
            // The customer's own doing: it says nothing of the payment.
            return Map.of();
        }
    }
}
