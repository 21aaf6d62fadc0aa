package dev.correnteza.gateways.monetizze;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.monetizze.MonetizzePost.Part;
import org.jspecify.annotations.Nullable;

/** Checkout parameters that come back with the sale: any of them may carry our tokens. There is no utm_term. */
final class MonetizzeSource {
    private MonetizzeSource() {}

    static void read(Part sale, PaymentEvent event) {
        Attribution from = new Attribution();
        from.setSrc(sale.text("src"));
        from.setUtmSource(sale.text("utm_source"));
        from.setUtmMedium(sale.text("utm_medium"));
        from.setUtmCampaign(sale.text("utm_campaign"));
        from.setUtmContent(sale.text("utm_content"));
        @Nullable
        String[] carriers = {
            from.getSrc(), from.getUtmContent(), from.getUtmCampaign(), from.getUtmMedium(), from.getUtmSource()
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
