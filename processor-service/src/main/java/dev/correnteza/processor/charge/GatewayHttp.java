package dev.correnteza.processor.charge;

import dev.correnteza.processor.charge.ChargeOutcome.Reason;
import dev.correnteza.processor.charge.ChargeOutcome.Refused;
import dev.correnteza.processor.charge.ChargeOutcome.Unknown;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** How gateways' APIs are called, and what it means when a call fails. */
public final class GatewayHttp {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    private GatewayHttp() {}

    /**
     * A client that sends each request at most once.
     *
     * @param timeout how long an answer is waited for
     * @param more what the gateway needs beyond that
     */
    public static WebClient client(ReactorResourceFactory resources, Duration timeout, UnaryOperator<HttpClient> more) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        resources,
                        // By itself Netty sends once more what a connection that was kept did not take: a second
                        // charge.
                        http -> more.apply(http.disableRetry(true)
                                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT.toMillis()))
                                .responseTimeout(timeout))))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER_BYTES))
                .build();
    }

    /** What is known when a charge got no answer. */
    public static ChargeOutcome outcomeOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) {
                return new Refused(Reason.GATEWAY_UNREACHABLE, null);
            }
            root = cause;
        }
        return new Unknown(root.getClass().getSimpleName());
    }

    /**
     * What an answer that is no success means.
     *
     * @param status HTTP
     * @param detail the gateway's own words, without personal data
     */
    public static ChargeOutcome outcomeOf(int status, @Nullable String detail) {
        return switch (status) {
            case 401, 403 -> new Refused(Reason.CREDENTIALS_REFUSED, detail);
            // It may still be working on it.
            case 408 -> new Unknown("HTTP_408");
            case 429 -> new Refused(Reason.THROTTLED, detail);
            default ->
                status >= 400 && status < 500
                        ? new Refused(Reason.REQUEST_REFUSED, detail)
                        : new Unknown("HTTP_" + status);
        };
    }

    /**
     * An address without a slash at its end. Credentials go over plain HTTP to this machine only.
     *
     * @param key of the configuration, for the message
     */
    public static URI checkedBaseUrl(String key, URI url) {
        boolean isEncrypted = "https".equals(url.getScheme());
        boolean isHere = "http".equals(url.getScheme()) && url.getHost() != null && isLoopback(url.getHost());
        if ((!isEncrypted && !isHere) || url.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    key + ": " + url + " (expected: https, or http to a loopback address; no slash at the end)");
        }
        return url;
    }

    private static boolean isLoopback(String host) {
        // An address and no name: names are not looked up here.
        return host.equals("localhost")
                || (host.matches("[0-9.]+|\\[[0-9a-fA-F:]+\\]")
                        && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                                .isLoopbackAddress());
    }
}
