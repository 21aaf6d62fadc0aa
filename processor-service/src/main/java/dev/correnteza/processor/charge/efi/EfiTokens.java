package dev.correnteza.processor.charge.efi;

import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import dev.correnteza.processor.account.ApiAccount;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Access tokens of accounts: one each, kept until shortly before it expires or until the API refuses it. */
final class EfiTokens {
    private static final Duration SAFETY = Duration.ofMinutes(1);
    private static final byte[] NOTHING = {};

    private final EfiProperties properties;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    EfiTokens(EfiProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** @return fails with {@link NoToken} where there is none: nothing was charged */
    Mono<Token> of(WebClient web, ApiAccount account) {
        return Mono.defer(() -> {
            Token known = tokens.get(account.account().accountId());
            if (known != null
                    && known.credentials().equals(account.credentials())
                    && clock.instant().isBefore(known.renewAt())) {
                return Mono.just(known);
            }
            return ask(web, account)
                    .doOnNext(token -> tokens.put(account.account().accountId(), token));
        });
    }

    /** Forgets a token that the API refused; a newer one stays. */
    void refused(ApiAccount account, Token token) {
        tokens.remove(account.account().accountId(), token);
    }

    private Mono<Token> ask(WebClient web, ApiAccount account) {
        return web.post()
                .uri(properties.baseUrl() + "/oauth/token")
                .headers(headers -> headers.setBasicAuth(
                        Base64.getEncoder().encodeToString(account.credentials().getBytes(StandardCharsets.UTF_8))))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("grant_type", "client_credentials"))
                .exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                        .defaultIfEmpty(NOTHING)
                        .map(body -> token(account, answer.statusCode().value(), body)))
                .onErrorMap(failure -> !(failure instanceof NoToken), failure -> new NoToken(0));
    }

    private Token token(ApiAccount account, int status, byte[] body) {
        if (status != 200) {
            throw new NoToken(status);
        }
        try {
            JsonPayload answer = JsonPayload.parse(body);
            @Nullable String value = answer.text("access_token");
            if (value != null) {
                Duration life = Duration.ofSeconds(Objects.requireNonNullElse(answer.count("expires_in"), 0));
                return new Token(
                        value,
                        account.credentials(),
                        clock.instant().plus(life.compareTo(SAFETY) > 0 ? life.minus(SAFETY) : life));
            }
        } catch (UnreadablePayload e) {
            // refused below
        }
        throw new NoToken(status);
    }

    /** @param renewAt when not to use it any more */
    record Token(String value, String credentials, Instant renewAt) {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /** No token was given. */
    static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** @param status HTTP; 0 where nothing was answered */
        NoToken(int status) {
            super("status " + status, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
