package dev.correnteza.processor.charge.efi;

import dev.correnteza.processor.charge.GatewayHttp;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl of the API, without a slash at its end; plain HTTP, to this machine only, needs no client certificate
 */
@ConfigurationProperties("correnteza.processor.gateways.efi")
record EfiProperties(
        @DefaultValue("https://pix.api.efipay.com.br") URI baseUrl) {
    EfiProperties {
        GatewayHttp.checkedBaseUrl("correnteza.processor.gateways.efi.base-url", baseUrl);
    }

    boolean needsCertificate() {
        return "https".equals(baseUrl.getScheme());
    }
}
