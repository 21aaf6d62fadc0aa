package dev.correnteza.backfill.gateway.pushinpay;

import dev.correnteza.backfill.gateway.PaymentHttp;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param url of the API, without a slash at its end */
@ConfigurationProperties("correnteza.backfill.gateways.pushinpay")
record PushinPayProperties(
        @DefaultValue("https://api.pushinpay.com.br/api") URI url) {
    PushinPayProperties {
        PaymentHttp.checkBaseUrl("correnteza.backfill.gateways.pushinpay.url", url);
    }
}
