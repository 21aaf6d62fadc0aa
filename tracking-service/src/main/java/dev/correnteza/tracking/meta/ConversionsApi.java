package dev.correnteza.tracking.meta;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Sends one event per request: a bad event refuses its whole request. The token travels in a header; URLs end in logs. */
public final class ConversionsApi {
    private static final String USAGE = "X-Business-Use-Case-Usage";
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpClient http;
    private final URI url;
    private final String version;
    private final Duration timeout;

    /** @param connections most requests at one time */
    public ConversionsApi(URI url, String version, Duration timeout, int connections) {
        ConnectionProvider provider = ConnectionProvider.builder("conversions-api")
                .maxConnections(connections)
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
        // The client's own retry would be a second, unseen attempt.
        this.http = HttpClient.create(provider)
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()));
        this.url = url;
        this.version = version;
        this.timeout = timeout;
    }

    /** Never an error: whatever happens is an answer. */
    public Mono<Answer> send(String pixelId, String accessToken, String eventJson) {
        byte[] body = ("{\"data\":[" + eventJson + "]}").getBytes(StandardCharsets.UTF_8);
        return http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + accessToken)
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json"))
                .post()
                .uri(url.resolve("/" + version + "/" + pixelId + "/events"))
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle(ConversionsApi::read)
                .timeout(timeout)
                .onErrorResume(ConversionsApi::withoutAnswer);
    }

    private static Mono<Answer> read(HttpClientResponse response, ByteBufMono body) {
        return body.asByteArray()
                .defaultIfEmpty(new byte[0])
                .filter(bytes -> bytes.length <= MAX_ANSWER_BYTES)
                .map(bytes -> Answers.read(
                        response.status().code(), response.responseHeaders().get(USAGE), bytes))
                .defaultIfEmpty(Answer.none());
    }

    private static Mono<Answer> withoutAnswer(Throwable error) {
        boolean notSent = error instanceof ConnectException || error instanceof UnknownHostException;
        return Mono.just(notSent ? Answer.notReached() : Answer.none());
    }
}
