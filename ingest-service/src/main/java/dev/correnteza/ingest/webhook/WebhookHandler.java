package dev.correnteza.ingest.webhook;

import dev.correnteza.ingest.limit.ClientAddress;
import dev.correnteza.ingest.webhook.Outcome.Result;
import dev.correnteza.ingest.webhook.WebhookMetrics.Measurement;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The HTTP side of a webhook. Nothing thrown here may reach the framework's own error handling: it would log the path, and the
 * path holds a secret.
 */
final class WebhookHandler {
    private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
    private static final Outcome ABANDONED = Outcome.of(Result.ABANDONED, Outcome.NO_GATEWAY, "client_gone");

    private final WebhookIntake intake;
    private final ClientAddress clientAddress;
    private final WebhookProperties properties;
    private final WebhookMetrics metrics;
    private final Clock clock;

    WebhookHandler(
            WebhookIntake intake,
            ClientAddress clientAddress,
            WebhookProperties properties,
            WebhookMetrics metrics,
            Clock clock) {
        this.intake = intake;
        this.clientAddress = clientAddress;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<ServerResponse> receive(ServerRequest request) {
        Measurement measurement = metrics.start();
        return body(request)
                .flatMap(body -> intake.take(read(request, body)))
                .onErrorResume(DataBufferLimitException.class, e -> Mono.just(tooLarge()))
                .onErrorResume(TimeoutException.class, e -> Mono.just(tooSlow()))
                .onErrorResume(failure -> {
                    log.atWarn()
                            .addKeyValue("errorCode", failure.getClass().getSimpleName())
                            .log("request ended before it was read");
                    return Mono.just(Outcome.of(Result.UNREADABLE, Outcome.NO_GATEWAY, "request_broken"));
                })
                .doOnNext(measurement::end)
                .doOnCancel(() -> measurement.end(ABANDONED))
                .flatMap(WebhookHandler::answer);
    }

    /** Everything else below the path: as if nothing were there. */
    Mono<ServerResponse> notFound(ServerRequest request) {
        metrics.start().end(WebhookIntake.UNKNOWN_ADDRESS);
        return answer(WebhookIntake.UNKNOWN_ADDRESS);
    }

    private Mono<byte[]> body(ServerRequest request) {
        return RequestBody.read(request.exchange().getRequest(), properties.maxBodyBytes())
                .timeout(properties.readWithin());
    }

    private WebhookRequest read(ServerRequest request, byte[] body) {
        return new WebhookRequest(
                request.pathVariable("gateway"),
                request.pathVariable("accountId"),
                request.pathVariable("secret"),
                request.pathVariables().getOrDefault("suffix", ""),
                clientAddress.of(
                        request.remoteAddress().orElse(null), request.headers().asHttpHeaders()),
                headers(request.headers().asHttpHeaders()),
                query(request.exchange().getRequest()),
                body,
                clock.instant());
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> byName = new HashMap<>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return byName;
    }

    private static Map<String, String> query(ServerHttpRequest request) {
        return request.getQueryParams().toSingleValueMap().entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .collect(HashMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()), HashMap::putAll);
    }

    private static Outcome tooSlow() {
        return Outcome.of(Result.TOO_SLOW, Outcome.NO_GATEWAY, "body_too_slow");
    }

    private static Outcome tooLarge() {
        return Outcome.of(Result.TOO_LARGE, Outcome.NO_GATEWAY, "body_too_large");
    }

    private static Mono<ServerResponse> answer(Outcome outcome) {
        Result result = outcome.result();
        if (result == Result.ACCEPTED || result == Result.QUARANTINED) {
            return ServerResponse.status(outcome.accepted().status())
                    .header(HttpHeaders.CONTENT_TYPE, outcome.accepted().contentType())
                    .bodyValue(outcome.accepted().body().getBytes(StandardCharsets.UTF_8));
        }
        ServerResponse.BodyBuilder answer =
                ServerResponse.status(result.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (result == Result.TOO_SLOW || result == Result.TOO_LARGE) {
            // The rest of the body is not waited for.
            answer.header(HttpHeaders.CONNECTION, "close");
        }
        if (outcome.retryAfterSeconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(outcome.retryAfterSeconds()));
        }
        return answer.bodyValue(problem(outcome));
    }

    // Codes only: what was wrong with a secret or signature is nobody's business but the account's.
    private static byte[] problem(Outcome outcome) {
        String title = switch (outcome.result()) {
            case NOT_FOUND -> "no such webhook address";
            case REFUSED -> "not authentic";
            case UNREADABLE -> "not readable";
            case TOO_SLOW -> "body too slow";
            case TOO_LARGE -> "body too large";
            case LIMITED -> "too many, send it again later";
            case UNAVAILABLE -> "not taken, send it again";
            default -> "internal error, send it again";
        };
        return "{\"title\":\"%s\",\"status\":%d,\"reason\":\"%s\"}"
                .formatted(title, outcome.result().status(), outcome.reason())
                .getBytes(StandardCharsets.UTF_8);
    }
}
