package dev.correnteza.backfill.gateway.efi;

import dev.correnteza.backfill.account.ApiAccount;
import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import dev.correnteza.backfill.gateway.PaymentHttp;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Connections of accounts, each with its certificate, and tokens. A token is asked for each time: payments are asked after rarely. */
@Component
class EfiConnections {
    private static final String BUNDLE = "efi-";

    private final EfiProperties properties;
    private final ReactorResourceFactory resources;
    private final SslBundles bundles;
    private final Map<String, WebClient> byAccount = new ConcurrentHashMap<>();

    EfiConnections(EfiProperties properties, ReactorResourceFactory resources, SslBundles bundles) {
        this.properties = properties;
        this.resources = resources;
        this.bundles = bundles;
    }

    /** @throws PermanentFailure where the account has no certificate and needs one */
    WebClient of(ApiAccount account) {
        if (!properties.needsCertificate()) {
            return byAccount.computeIfAbsent("", none -> PaymentHttp.client(resources, http -> http));
        }
        return byAccount.computeIfAbsent(account.account().accountId(), this::withCertificate);
    }

    /** A token for the account. */
    Mono<String> token(WebClient web, ApiAccount account) {
        String basic = Base64.getEncoder().encodeToString(account.credentials().getBytes(StandardCharsets.UTF_8));
        return web.post()
                .uri(properties.url() + "/oauth/token")
                .headers(headers -> headers.setBasicAuth(basic))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("grant_type", "client_credentials"))
                .exchangeToMono(answer -> answer.statusCode().value() == 400
                        ? answer.releaseBody()
                                .then(Mono.error(new PermanentFailure(ErrorCode.GATEWAY_CREDENTIALS_REFUSED)))
                        : PaymentHttp.body(answer))
                .map(EfiConnections::read);
    }

    private static String read(byte[] body) {
        try {
            @Nullable String token = JsonPayload.parse(body).text("access_token");
            if (token != null) {
                return token;
            }
        } catch (UnreadablePayload e) {
            // refused below
        }
        throw new TransientFailure(ErrorCode.GATEWAY_ANSWER_UNREADABLE, null);
    }

    private WebClient withCertificate(String accountId) {
        try {
            SslContext context = SslContextBuilder.forClient()
                    .keyManager(
                            bundles.getBundle(BUNDLE + accountId).getManagers().getKeyManagerFactory())
                    .build();
            return PaymentHttp.client(resources, http -> http.secure(ssl -> ssl.sslContext(context)));
        } catch (NoSuchSslBundleException | SSLException e) {
            throw new PermanentFailure(ErrorCode.GATEWAY_CREDENTIALS_REFUSED);
        }
    }
}
