package dev.correnteza.processor.charge.efi;

import dev.correnteza.processor.charge.ChargeProperties;
import dev.correnteza.processor.charge.GatewayHttp;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** A client for each account: each shows a certificate of its own. */
@Component
class EfiClients {
    private static final String BUNDLE = "efi-";

    private final EfiProperties properties;
    private final ChargeProperties charge;
    private final ReactorResourceFactory resources;
    private final SslBundles bundles;
    private final Map<String, WebClient> byAccount = new ConcurrentHashMap<>();

    EfiClients(
            EfiProperties properties, ChargeProperties charge, ReactorResourceFactory resources, SslBundles bundles) {
        this.properties = properties;
        this.charge = charge;
        this.resources = resources;
        this.bundles = bundles;
    }

    /** Empty where the account has no certificate and needs one. */
    Optional<WebClient> of(String accountId) {
        if (!properties.needsCertificate()) {
            return Optional.of(byAccount.computeIfAbsent(
                    "", none -> GatewayHttp.client(resources, charge.timeout(), http -> http)));
        }
        try {
            SslBundle bundle = bundles.getBundle(BUNDLE + accountId);
            return Optional.of(byAccount.computeIfAbsent(accountId, id -> withCertificate(bundle)));
        } catch (NoSuchSslBundleException e) {
            return Optional.empty();
        }
    }

    private WebClient withCertificate(SslBundle bundle) {
        SslContext context = context(bundle);
        return GatewayHttp.client(resources, charge.timeout(), http -> http.secure(ssl -> ssl.sslContext(context)));
    }

    // Its own certificate; EFI's is proved as any other.
    private static SslContext context(SslBundle bundle) {
        try {
            return SslContextBuilder.forClient()
                    .keyManager(bundle.getManagers().getKeyManagerFactory())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("client certificate cannot be used", e);
        }
    }
}
