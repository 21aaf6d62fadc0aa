package dev.correnteza.processor.charge.pushinpay;

import dev.correnteza.processor.charge.GatewayHttp;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl of the API, without a slash at its end
 */
@ConfigurationProperties("correnteza.processor.gateways.pushinpay")
record PushinPayProperties(
        @DefaultValue("https://api.pushinpay.com.br/api") URI baseUrl) {
    PushinPayProperties {
        GatewayHttp.checkedBaseUrl("correnteza.processor.gateways.pushinpay.base-url", baseUrl);
    }
}
