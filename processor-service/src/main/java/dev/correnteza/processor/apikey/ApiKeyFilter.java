package dev.correnteza.processor.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets callers of the API in by their API key and tells the rest of the request whose it is. */
@Component
class ApiKeyFilter implements WebFilter {
    private static final String OPEN = "/actuator/";
    private static final String BEARER = "Bearer ";
    private static final byte[] PROBLEM =
            "{\"title\":\"API key missing or unknown\",\"status\":401,\"detail\":\"send Authorization: Bearer <key>\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final List<ApiKeyProperties.ApiKey> keys;

    ApiKeyFilter(ApiKeyProperties properties) {
        this.keys = properties.apiKeys();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Everything but health and metrics: a path that is spelt otherwise and still leads to /v1 gets around nothing.
        if (exchange.getRequest().getPath().value().startsWith(OPEN)) {
            return chain.filter(exchange);
        }
        Optional<String> tenantId = tenantOf(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
        if (tenantId.isEmpty()) {
            return refuse(exchange.getResponse());
        }
        exchange.getAttributes().put(Tenant.ATTRIBUTE, tenantId.get());
        return chain.filter(exchange);
    }

    private Optional<String> tenantOf(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] presented = sha256(authorization.substring(BEARER.length()).strip());
        Optional<String> tenantId = Optional.empty();
        for (ApiKeyProperties.ApiKey key : keys) {
            if (MessageDigest.isEqual(presented, HexFormat.of().parseHex(key.sha256()))) {
                tenantId = Optional.of(key.tenantId());
            }
        }
        return tenantId;
    }

    private static Mono<Void> refuse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UNAUTHORIZED);
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(PROBLEM)));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
