package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Forbidden;
import dev.correnteza.processor.caller.Role;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets callers of the API in by their API key, where its role is enough, and tells the rest of the request who they are. */
@Component
class ApiKeyFilter implements WebFilter {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String OPEN = "/actuator/";
    private static final String DOCUMENT = "/v1/openapi.json";
    private static final String BEARER = "Bearer ";

    private final KnownKeys keys;
    private final RouteRoles roles;

    ApiKeyFilter(KnownKeys keys, RouteRoles roles) {
        this.keys = keys;
        this.roles = roles;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Everything but health, metrics and the document: a path that is spelt otherwise and still leads to /v1 gets
        // around nothing.
        String path = exchange.getRequest().getPath().value();
        if (path.startsWith(OPEN) || path.equals(DOCUMENT)) {
            return chain.filter(exchange);
        }
        return identified(exchange).flatMap(identity -> switch (identity) {
            case Identity.Known(var caller) -> admit(exchange, chain, caller);
            case Identity.Unknown() -> refuseUnknown(exchange.getResponse());
            case Identity.NotTold() ->
                refuse(exchange.getResponse(), HttpStatus.SERVICE_UNAVAILABLE, "keys cannot be read; ask again");
        });
    }

    private Mono<Identity> identified(ServerWebExchange exchange) {
        @Nullable String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Mono.just(new Identity.Unknown());
        }
        return keys.find(authorization.substring(BEARER.length()).strip())
                .<Identity>map(Identity.Known::new)
                .defaultIfEmpty(new Identity.Unknown())
                .onErrorResume(failure -> {
                    log.atWarn().setCause(failure).log("API keys cannot be read");
                    return Mono.just(new Identity.NotTold());
                });
    }

    private Mono<Void> admit(ServerWebExchange exchange, WebFilterChain chain, Caller caller) {
        return roles.needed(exchange).defaultIfEmpty(Role.VIEWER).flatMap(needed -> {
            if (!caller.role().includes(needed)) {
                return refuse(exchange.getResponse(), HttpStatus.FORBIDDEN, Forbidden.detail(caller.role(), needed));
            }
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
            return chain.filter(exchange);
        });
    }

    private static Mono<Void> refuseUnknown(ServerHttpResponse response) {
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return refuse(
                response,
                HttpStatus.UNAUTHORIZED,
                "API key missing or unknown (expected: Authorization: Bearer <key>)");
    }

    /** @param detail of our own words, with nothing to escape */
    private static Mono<Void> refuse(ServerHttpResponse response, HttpStatus status, String detail) {
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String problem = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status.getReasonPhrase(), status.value(), detail);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem.getBytes(StandardCharsets.UTF_8))));
    }

    private sealed interface Identity {
        record Known(Caller caller) implements Identity {}

        record Unknown() implements Identity {}

        record NotTold() implements Identity {}
    }
}
