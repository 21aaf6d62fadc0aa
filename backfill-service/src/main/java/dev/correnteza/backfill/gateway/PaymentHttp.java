package dev.correnteza.backfill.gateway;

import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** How APIs are asked after one payment, and what it means when they do not say. */
public final class PaymentHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    private PaymentHttp() {}

    /** @param more what the gateway needs beyond that */
    public static WebClient client(ReactorResourceFactory resources, UnaryOperator<HttpClient> more) {
        return WebClient.builder()
                .clientConnector(
                        new ReactorClientHttpConnector(resources, http -> more.apply(http.responseTimeout(TIMEOUT))))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER_BYTES))
                .build();
    }

    /** The body of a 200; empty for a 404; fails for all others. */
    public static Mono<byte[]> body(ClientResponse answer) {
        int status = answer.statusCode().value();
        return switch (status) {
            case 200 -> answer.bodyToMono(byte[].class);
            case 404 -> answer.releaseBody().then(Mono.empty());
            default -> answer.releaseBody().then(Mono.error(failure(status)));
        };
    }

    /** Names what went wrong, without the address that was called. */
    public static <T> Mono<T> named(Mono<T> call) {
        return call.timeout(TIMEOUT)
                .onErrorMap(TimeoutException.class, e -> new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, e))
                .onErrorMap(
                        WebClientRequestException.class,
                        e -> new TransientFailure(
                                ErrorCode.GATEWAY_UNAVAILABLE,
                                e.getCause() instanceof IOException cause ? cause : null));
    }

    /**
     * Credentials go over plain HTTP to this machine only.
     *
     * @param key of the configuration, for the message
     */
    public static void checkBaseUrl(String key, URI url) {
        boolean isEncrypted = "https".equals(url.getScheme());
        boolean isHere = "http".equals(url.getScheme()) && url.getHost() != null && isLoopback(url.getHost());
        if ((!isEncrypted && !isHere) || url.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    key + ": " + url + " (expected: https, or http to a loopback address; no slash at the end)");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || (host.matches("[0-9.]+|\\[[0-9a-fA-F:]+\\]")
                        && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                                .isLoopbackAddress());
    }

    private static RuntimeException failure(int status) {
        return switch (status) {
            case 401 -> new PermanentFailure(ErrorCode.GATEWAY_CREDENTIALS_REFUSED);
            case 403 -> new PermanentFailure(ErrorCode.GATEWAY_FORBIDDEN);
            case 429 -> new TransientFailure(ErrorCode.GATEWAY_THROTTLED, null);
            default ->
                status >= 500 || status == 408
                        ? new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, null)
                        : new PermanentFailure(ErrorCode.GATEWAY_REQUEST_REFUSED);
        };
    }
}
