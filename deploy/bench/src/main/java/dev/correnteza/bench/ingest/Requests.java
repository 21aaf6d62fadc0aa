package dev.correnteza.bench.ingest;

import dev.correnteza.bench.load.PreparedRequests;
import dev.correnteza.bench.webhook.Seller;
import dev.correnteza.bench.webhook.Webhook;
import dev.correnteza.bench.webhook.WebhookSource;
import java.time.Instant;
import java.util.List;

/** Webhooks that are signed once and posted again and again; signatures with a time are good for minutes. */
public final class Requests {
    private static final int DISTINCT = 1_000;

    private Requests() {}

    /** @param stripe instead of Hotmart */
    public static PreparedRequests authentic(Seller seller, String url, boolean stripe, Instant now) {
        PreparedRequests requests = new PreparedRequests();
        for (Webhook webhook : webhooks(stripe)) {
            requests.add(seller.sign(webhook, now), url + seller.path(webhook));
        }
        return requests;
    }

    /** Where the address is right and the signature, of the whole body, is not. */
    public static PreparedRequests forged(Seller seller, String url, Instant now) {
        PreparedRequests requests = new PreparedRequests();
        for (Webhook webhook : webhooks(true)) {
            requests.add(seller.forge(webhook, now), url + seller.path(webhook));
        }
        return requests;
    }

    private static List<Webhook> webhooks(boolean stripe) {
        return stripe ? WebhookSource.stripePayments(DISTINCT) : WebhookSource.paidHotmartSales(DISTINCT);
    }
}
