package dev.correnteza.backfill.gateway.hotmart;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import dev.correnteza.backfill.gateway.hotmart.HotmartTokens.Token;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Calls of the sales history: with a token, at the account's pace, tried again while that can help. */
final class HotmartApi {
    private static final String PATH = "/payments/api/v1/sales/history";
    private static final String METER = "correnteza.backfill.gateway.calls";

    private final WebClient web;
    private final HotmartProperties properties;
    private final HotmartTokens tokens;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, HotmartPace> paces = new ConcurrentHashMap<>();

    HotmartApi(WebClient web, HotmartProperties properties, HotmartTokens tokens, Clock clock, MeterRegistry meters) {
        this.web = web;
        this.properties = properties;
        this.tokens = tokens;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * One page.
     *
     * @return fails with {@code TransientFailure} when all tries did, with {@code PermanentFailure} when trying does not help
     */
    Mono<HotmartAnswer> page(GatewayAccount account, HotmartSweep sweep) {
        HotmartPace pace = paces.computeIfAbsent(account.accountId(), id -> new HotmartPace(properties, clock));
        return authorized(account, sweep, pace)
                .onErrorMap(WebClientRequestException.class, HotmartApi::withoutAddress)
                .onErrorMap(TimeoutException.class, e -> new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, e))
                .retryWhen(Retry.backoff(properties.maxAttempts() - 1L, properties.minBackoff())
                        .maxBackoff(properties.maxBackoff())
                        .jitter(0.5)
                        .filter(TransientFailure.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    // A refused token is renewed once: when the new one is refused as well, it is not the token.
    private Mono<HotmartAnswer> authorized(GatewayAccount account, HotmartSweep sweep, HotmartPace pace) {
        return tokens.of(account)
                .flatMap(token -> call(sweep, pace, token)
                        .doOnError(TokenRefused.class, refused -> tokens.refused(account, token)))
                .retryWhen(Retry.max(1)
                        .filter(TokenRefused.class::isInstance)
                        .onRetryExhaustedThrow(
                                (spec, signal) -> new PermanentFailure(ErrorCode.GATEWAY_CREDENTIALS_REFUSED)));
    }

    private Mono<HotmartAnswer> call(HotmartSweep sweep, HotmartPace pace, Token token) {
        Mono<HotmartAnswer> call = web.get()
                .uri(address(sweep))
                .headers(headers -> headers.setBearerAuth(token.value()))
                .exchangeToMono(answer -> {
                    int status = answer.statusCode().value();
                    pace.observe(status, answer.headers().asHttpHeaders());
                    count(status);
                    return status == 200
                            ? answer.bodyToMono(byte[].class).map(HotmartAnswer::parse)
                            : refusal(answer, status, sweep);
                });
        return pace.turn().then(call);
    }

    private static Mono<HotmartAnswer> refusal(ClientResponse answer, int status, HotmartSweep sweep) {
        RuntimeException failure = switch (status) {
            case 401 -> new TokenRefused();
            case 403 -> new PermanentFailure(ErrorCode.GATEWAY_FORBIDDEN);
            case 408 -> new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, null);
            case 429 -> new TransientFailure(ErrorCode.GATEWAY_THROTTLED, null);
            default -> {
                if (status >= 500) {
                    yield new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, null);
                }
                yield sweep.pageToken() == null
                        ? new PermanentFailure(ErrorCode.GATEWAY_REQUEST_REFUSED)
                        : new PageTokenRefused();
            }
        };
        return answer.releaseBody().then(Mono.error(failure));
    }

    private URI address(HotmartSweep sweep) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUri(properties.url())
                .path(PATH)
                .queryParam("max_results", properties.pageSize())
                .queryParam("start_date", sweep.from().toEpochMilli())
                .queryParam("end_date", sweep.to().toEpochMilli())
                .queryParam("transaction_status", sweep.statuses());
        if (sweep.pageToken() == null) {
            return address.encode().build().toUri();
        }
        return address.queryParam("page_token", "{token}").encode().build(sweep.pageToken());
    }

    private void count(int status) {
        String outcome = status == 200 ? "ok" : status == 401 ? "unauthorized" : status == 429 ? "throttled" : "failed";
        meters.counter(METER, "gateway", HotmartHistoryClient.GATEWAY, "outcome", outcome)
                .increment();
    }

    // It carries the address, and the address of the token holds the credentials.
    private static TransientFailure withoutAddress(WebClientRequestException e) {
        return new TransientFailure(
                ErrorCode.GATEWAY_UNAVAILABLE, e.getCause() instanceof IOException cause ? cause : null);
    }

    /** The API refuses the access token. */
    private static final class TokenRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The API does not take the page token any more. */
    static final class PageTokenRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
