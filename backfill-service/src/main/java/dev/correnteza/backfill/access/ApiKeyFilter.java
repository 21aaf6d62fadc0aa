package dev.correnteza.backfill.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets requests pass that carry a tenant's API key, where its role is enough, and says which tenant it is. */
@Component
public class ApiKeyFilter implements WebFilter {
    /** Request attribute with the caller's tenant id. */
    public static final String TENANT_ID = "dev.correnteza.tenantId";

    private static final String SCHEME = "Bearer ";
    private static final String OPEN = "/actuator/";

    private final List<KnownKey> keys;

    ApiKeyFilter(AccessProperties properties) {
        this.keys = properties.apiKeys().stream()
                .map(key -> new KnownKey(key.tenantId(), HexFormat.of().parseHex(key.sha256()), key.role()))
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Everything but health and metrics: a path that is spelt otherwise and still leads to /v1 gets around nothing.
        ServerHttpRequest request = exchange.getRequest();
        if (request.getPath().value().startsWith(OPEN)) {
            return chain.filter(exchange);
        }
        @Nullable KnownKey key = known(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
        if (key == null) {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            return refuse(exchange.getResponse(), HttpStatus.UNAUTHORIZED, "a valid API key is required");
        }
        Role needed = Role.neededFor(request.getMethod());
        if (!key.role().includes(needed)) {
            return refuse(
                    exchange.getResponse(),
                    HttpStatus.FORBIDDEN,
                    "role of the key: " + key.role() + " (expected: " + needed + " or higher)");
        }
        exchange.getAttributes().put(TENANT_ID, key.tenantId());
        return chain.filter(exchange);
    }

    private @Nullable KnownKey known(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        byte[] presented = sha256(authorization.substring(SCHEME.length()).trim());
        @Nullable KnownKey known = null;
        for (KnownKey key : keys) {
            if (MessageDigest.isEqual(presented, key.sha256())) {
                known = key;
            }
        }
        return known;
    }

    /** @param detail of our own words, with nothing to escape */
    private static Mono<Void> refuse(ServerHttpResponse response, HttpStatus status, String detail) {
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String problem = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status.getReasonPhrase(), status.value(), detail);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem.getBytes(StandardCharsets.UTF_8))));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record KnownKey(String tenantId, byte[] sha256, Role role) {}
}
