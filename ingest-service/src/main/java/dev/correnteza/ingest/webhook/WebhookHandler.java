package dev.correnteza.ingest.webhook;

import dev.correnteza.ingest.limit.ClientAddress;
import dev.correnteza.ingest.webhook.Outcome.Result;
import dev.correnteza.ingest.webhook.WebhookMetrics.Measurement;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The HTTP side of a webhook. It stands before WebFlux, which would cost more than everything that is done with a webhook. Nothing
 * thrown here may reach the server's own error handling: it would log the path, and the path holds a secret.
 */
final class WebhookHandler {
    private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
    private static final Outcome ABANDONED = Outcome.of(Result.ABANDONED, Outcome.NO_GATEWAY, "client_gone");
    private static final Outcome BROKEN = Outcome.of(Result.UNREADABLE, Outcome.NO_GATEWAY, "request_broken");
    private static final Outcome TOO_SLOW = Outcome.of(Result.TOO_SLOW, Outcome.NO_GATEWAY, "body_too_slow");
    private static final Outcome TOO_LARGE = Outcome.of(Result.TOO_LARGE, Outcome.NO_GATEWAY, "body_too_large");
    private static final String PROBLEM = "application/problem+json";

    private final WebhookIntake intake;
    private final ClientAddress clientAddress;
    private final WebhookProperties properties;
    private final WebhookMetrics metrics;
    private final Clock clock;
    private final ConnectionScheduler eventLoops = new ConnectionScheduler();

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

    /** Answers whatever is sent to an address that begins as webhooks' do. */
    Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Measurement measurement = metrics.start();
        Scheduler eventLoop = eventLoops.of(request);
        return outcome(request, eventLoop)
                .publishOn(eventLoop) // and not by the one thread that brings acknowledgements
                .doOnNext(measurement::end)
                .doOnCancel(() -> measurement.end(ABANDONED))
                .flatMap(outcome -> answer(request, response, outcome))
                .onErrorResume(failure -> unanswered(response, failure));
    }

    private static Mono<Void> unanswered(HttpServerResponse response, Throwable failure) {
        log.atWarn()
                .addKeyValue("errorCode", failure.getClass().getSimpleName())
                .log("request could not be answered");
        log.atDebug().setCause(LoggableFailure.of(failure)).log("request could not be answered because");
        // Left alone, the server would answer 200 for a handler that ended without an answer.
        return response.hasSentHeaders()
                ? Mono.empty()
                : response.status(HttpResponseStatus.INTERNAL_SERVER_ERROR)
                        .header(HttpHeaderNames.CONTENT_LENGTH, "0") // and not that of the answer that failed
                        .send();
    }

    private Mono<Outcome> outcome(HttpServerRequest request, Scheduler eventLoop) {
        Optional<WebhookAddress> address =
                request.method().equals(HttpMethod.POST) ? WebhookAddress.of(request.uri()) : Optional.empty();
        if (address.isEmpty()) {
            return Mono.just(WebhookIntake.UNKNOWN_ADDRESS);
        }
        return RequestBody.read(request, properties.maxBodyBytes())
                .timeout(properties.readWithin(), eventLoop)
                .flatMap(body -> take(request, address.get(), body))
                .onErrorResume(failure -> Mono.just(broken(failure)));
    }

    private Mono<Outcome> take(HttpServerRequest request, WebhookAddress address, byte[] body) {
        Map<String, String> query;
        try {
            query = query(request.uri());
        } catch (IllegalArgumentException wrongEscape) {
            return Mono.just(BROKEN);
        }
        try {
            Map<String, String> headers = headers(request.requestHeaders());
            return intake.take(new WebhookRequest(
                    address,
                    clientAddress.of(request.remoteAddress(), headers),
                    headers,
                    query,
                    body,
                    clock.instant()));
        } catch (RuntimeException e) {
            return Mono.just(WebhookIntake.failed(e)); // ours, while what fails below is the request's
        }
    }

    private static Outcome broken(Throwable failure) {
        return switch (failure) {
            case BodyTooLong tooLong -> TOO_LARGE;
            case TimeoutException late -> TOO_SLOW;
            default -> {
                log.atWarn()
                        .addKeyValue("errorCode", failure.getClass().getSimpleName())
                        .log("request ended before it was read");
                yield BROKEN;
            }
        };
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> byName = HashMap.newHashMap(headers.size());
        Iterator<Map.Entry<String, String>> each = headers.iteratorAsString();
        while (each.hasNext()) {
            Map.Entry<String, String> header = each.next();
            byName.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, more) -> one + "," + more);
        }
        return byName;
    }

    /** Where one is named twice, the first counts. */
    private static Map<String, String> query(String uri) {
        if (uri.indexOf('?') < 0) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new QueryStringDecoder(uri).parameters();
        Map<String, String> first = HashMap.newHashMap(parameters.size());
        parameters.forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    private static Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, Outcome outcome) {
        Result result = outcome.result();
        boolean isTaken = result == Result.ACCEPTED || result == Result.QUARANTINED;
        byte[] body = isTaken ? outcome.accepted().body().getBytes(StandardCharsets.UTF_8) : problem(outcome);
        response.status(isTaken ? outcome.accepted().status() : result.status())
                .header(
                        HttpHeaderNames.CONTENT_TYPE,
                        isTaken ? outcome.accepted().contentType() : PROBLEM)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        if (result == Result.TOO_SLOW || result == Result.TOO_LARGE) {
            response.keepAlive(false); // the rest of the body is not waited for
        }
        if (outcome.retryAfterSeconds() > 0) {
            response.header(HttpHeaderNames.RETRY_AFTER, Long.toString(outcome.retryAfterSeconds()));
        }
        return request.method().equals(HttpMethod.HEAD)
                ? response.send()
                : response.sendByteArray(Mono.just(body)).then();
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
