package dev.correnteza.backfill.gateway.hotmart;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens of accounts: one each, kept until shortly before it expires or until the API refuses it. */
final class HotmartTokens {
    private static final Duration SAFETY = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebClient web;
    private final URI tokenUrl;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    HotmartTokens(WebClient web, URI tokenUrl, Clock clock) {
        this.web = web;
        this.tokenUrl = tokenUrl;
        this.clock = clock;
    }

    /** The account's token, asked for when there is none that is still good. */
    Mono<Token> of(GatewayAccount account) {
        return Mono.defer(() -> {
            Token known = tokens.get(account.accountId());
            if (known != null && clock.instant().isBefore(known.renewAt())) {
                return Mono.just(known);
            }
            return ask(account).doOnNext(token -> tokens.put(account.accountId(), token));
        });
    }

    /** Forgets a token that the API refused; a newer one stays. */
    void refused(GatewayAccount account, Token token) {
        tokens.remove(account.accountId(), token);
    }

    private Mono<Token> ask(GatewayAccount account) {
        // Hotmart wants the credentials in the query: this address must never be printed.
        URI address = UriComponentsBuilder.fromUri(tokenUrl)
                .queryParam("grant_type", "client_credentials")
                .queryParam("client_id", "{id}")
                .queryParam("client_secret", "{secret}")
                .encode()
                .build(account.clientId(), account.clientSecret());
        return web.post()
                .uri(address)
                .header(HttpHeaders.AUTHORIZATION, "Basic " + account.basic())
                .exchangeToMono(answer -> {
                    int status = answer.statusCode().value();
                    if (status == 200) {
                        return answer.bodyToMono(byte[].class).map(this::read);
                    }
                    return answer.releaseBody().then(Mono.error(() -> failure(status)));
                });
    }

    private Token read(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            String value = answer.path("access_token").asString("");
            long seconds = answer.path("expires_in").asLong(0);
            if (!value.isBlank()) {
                Duration life = Duration.ofSeconds(seconds);
                Duration kept = life.compareTo(SAFETY.multipliedBy(2)) > 0 ? life.minus(SAFETY) : life;
                return new Token(value, clock.instant().plus(kept));
            }
        } catch (JacksonException e) {
            // Its message may quote the token.
        }
        throw new TransientFailure(ErrorCode.GATEWAY_ANSWER_UNREADABLE, null);
    }

    private static RuntimeException failure(int status) {
        if (status == 429) {
            return new TransientFailure(ErrorCode.GATEWAY_THROTTLED, null);
        }
        if (status >= 500) {
            return new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, null);
        }
        return status == 400 || status == 401 || status == 403
                ? new PermanentFailure(ErrorCode.GATEWAY_CREDENTIALS_REFUSED)
                : new PermanentFailure(ErrorCode.GATEWAY_REQUEST_REFUSED);
    }

    /** @param renewAt when not to use it any more */
    record Token(String value, Instant renewAt) {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }
}
