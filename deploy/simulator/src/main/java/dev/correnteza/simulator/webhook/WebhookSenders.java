package dev.correnteza.simulator.webhook;

import java.util.List;
import java.util.Optional;

/** Every gateway whose webhooks can be sent: one line each. */
public final class WebhookSenders {
    private static final List<WebhookSender> ALL = List.of(
            new AsaasSender(), //
            new AtomoPaySender(),
            new BlingSender(),
            new BraipSender(),
            new CaktoSender(),
            new CustomSender(),
            new EduzzSender(),
            new EfiSender(),
            new GreennSender(),
            new GuruSender(),
            new HotmartSender(),
            new HublaSender(),
            new KirvanoSender(),
            new KiwifySender(),
            new LastlinkSender(),
            new MercadoLivreSender(),
            new MercadoPagoSender(),
            new MonetizzeSender(),
            new PagBankSender(),
            new PagarmeSender(),
            new ParadiseSender(),
            new PerfectPaySender(),
            new PushinPaySender(),
            new StripeSender(),
            new SyncPaySender(),
            new TictoSender(),
            new WiinPaySender(),
            new WooviSender());

    private WebhookSenders() {}

    /** All of them. */
    public static List<WebhookSender> all() {
        return ALL;
    }

    /** The sender of a gateway; empty where there is none. */
    public static Optional<WebhookSender> find(String gateway) {
        return ALL.stream().filter(sender -> sender.gateway().equals(gateway)).findFirst();
    }
}
