package dev.correnteza.gateways;

import dev.correnteza.gateways.asaas.AsaasAdapter;
import dev.correnteza.gateways.atomopay.AtomoPayAdapter;
import dev.correnteza.gateways.bling.BlingAdapter;
import dev.correnteza.gateways.braip.BraipAdapter;
import dev.correnteza.gateways.cakto.CaktoAdapter;
import dev.correnteza.gateways.custom.CustomAdapter;
import dev.correnteza.gateways.eduzz.EduzzAdapter;
import dev.correnteza.gateways.efi.EfiAdapter;
import dev.correnteza.gateways.greenn.GreennAdapter;
import dev.correnteza.gateways.guru.GuruAdapter;
import dev.correnteza.gateways.hotmart.HotmartAdapter;
import dev.correnteza.gateways.hubla.HublaAdapter;
import dev.correnteza.gateways.kirvano.KirvanoAdapter;
import dev.correnteza.gateways.kiwify.KiwifyAdapter;
import dev.correnteza.gateways.lastlink.LastlinkAdapter;
import dev.correnteza.gateways.mercadolivre.MercadoLivreAdapter;
import dev.correnteza.gateways.mercadopago.MercadoPagoAdapter;
import dev.correnteza.gateways.monetizze.MonetizzeAdapter;
import dev.correnteza.gateways.pagarme.PagarmeAdapter;
import dev.correnteza.gateways.pagbank.PagBankAdapter;
import dev.correnteza.gateways.paradise.ParadiseAdapter;
import dev.correnteza.gateways.perfectpay.PerfectPayAdapter;
import dev.correnteza.gateways.pushinpay.PushinPayAdapter;
import dev.correnteza.gateways.stripe.StripeAdapter;
import dev.correnteza.gateways.syncpay.SyncPayAdapter;
import dev.correnteza.gateways.ticto.TictoAdapter;
import dev.correnteza.gateways.wiinpay.WiinPayAdapter;
import dev.correnteza.gateways.woovi.WooviAdapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every gateway that is supported: one line each. */
public final class Gateways {
    private static final List<GatewayAdapter> ALL = List.of(
            new AsaasAdapter(), //
            new AtomoPayAdapter(),
            new BlingAdapter(),
            new BraipAdapter(),
            new CaktoAdapter(),
            new CustomAdapter(),
            new EduzzAdapter(),
            new EfiAdapter(),
            new GreennAdapter(),
            new GuruAdapter(),
            new HotmartAdapter(),
            new HublaAdapter(),
            new KirvanoAdapter(),
            new KiwifyAdapter(),
            new LastlinkAdapter(),
            new MercadoLivreAdapter(),
            new MercadoPagoAdapter(),
            new MonetizzeAdapter(),
            new PagBankAdapter(),
            new PagarmeAdapter(),
            new ParadiseAdapter(),
            new PerfectPayAdapter(),
            new PushinPayAdapter(),
            new StripeAdapter(),
            new SyncPayAdapter(),
            new TictoAdapter(),
            new WiinPayAdapter(),
            new WooviAdapter());

    private static final Map<String, GatewayAdapter> BY_NAME = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(adapter -> adapter.gateway().name(), Function.identity()));

    private Gateways() {}

    /** All adapters, in the order of the registry. */
    public static List<GatewayAdapter> all() {
        return ALL;
    }

    /** The adapter of a gateway; empty where it is not supported. */
    public static Optional<GatewayAdapter> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
