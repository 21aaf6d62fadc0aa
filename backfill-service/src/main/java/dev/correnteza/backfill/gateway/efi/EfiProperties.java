package dev.correnteza.backfill.gateway.efi;

import dev.correnteza.backfill.gateway.PaymentHttp;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param url of the API, without a slash at its end; plain HTTP, to this machine only, needs no client certificate */
@ConfigurationProperties("correnteza.backfill.gateways.efi")
record EfiProperties(
        @DefaultValue("https://pix.api.efipay.com.br") URI url) {
    EfiProperties {
        PaymentHttp.checkBaseUrl("correnteza.backfill.gateways.efi.url", url);
    }

    boolean needsCertificate() {
        return "https".equals(url.getScheme());
    }
}
