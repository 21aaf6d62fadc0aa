package dev.correnteza.bench.webhook;

import dev.correnteza.events.topic.Topics;
import java.util.List;

/** What happens at a gateway: one sale each time, with its webhooks in their order; they have one key. */
enum Kind {
    HOTMART_SALE("hotmart", Topics.PAYMENT_EVENTS, "purchase_billet_printed-pix", "purchase_approved-pix"),
    KIWIFY_ORDER("kiwify", Topics.PAYMENT_EVENTS, "pix_created", "order_approved-pix"),
    STRIPE_PAYMENT("stripe", Topics.PAYMENT_EVENTS, "payment_intent.succeeded"),
    WOOVI_CHARGE("woovi", Topics.PAYMENT_EVENTS, "OPENPIX_CHARGE_COMPLETED"),
    MERCADOPAGO_NOTICE("mercadopago", Topics.GATEWAY_NOTIFICATIONS, "payment.updated"),
    /** Not understood; all of them have the account as their key. */
    HOTMART_UNKNOWN_WORD("hotmart", Topics.WEBHOOK_QUARANTINE, "purchase_approved-pix");

    private final String gateway;
    private final String topic;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> samples;

    Kind(String gateway, String topic, String... samples) {
        this.gateway = gateway;
        this.topic = topic;
        this.samples = List.of(samples);
    }

    String gateway() {
        return gateway;
    }

    /** Where its records belong. */
    String topic() {
        return topic;
    }

    /** Names of the samples of its webhooks, in order. */
    List<String> samples() {
        return samples;
    }
}
