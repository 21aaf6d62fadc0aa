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
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets requests to {@code /v1/} pass that carry a tenant's API key, and says which tenant it is. */
@Component
public class ApiKeyFilter implements WebFilter {
    /** Request attribute with the caller's tenant id. */
    public static final String TENANT_ID = "dev.correnteza.tenantId";

    private static final String SCHEME = "Bearer ";
    private static final byte[] UNAUTHORIZED =
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"a valid API key is required\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final List<KnownKey> keys;

    ApiKeyFilter(AccessProperties properties) {
        this.keys = properties.apiKeys().stream()
                .map(key -> new KnownKey(key.tenantId(), HexFormat.of().parseHex(key.sha256())))
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (!path.equals("/v1") && !path.startsWith("/v1/")) {
            return chain.filter(exchange);
        }
        @Nullable String tenantId = tenantOf(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
        if (tenantId == null) {
            return refuse(exchange.getResponse());
        }
        exchange.getAttributes().put(TENANT_ID, tenantId);
        return chain.filter(exchange);
    }

    private @Nullable String tenantOf(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        byte[] presented = sha256(authorization.substring(SCHEME.length()).trim());
        @Nullable String tenantId = null;
        for (KnownKey key : keys) {
            if (MessageDigest.isEqual(presented, key.sha256())) {
                tenantId = key.tenantId();
            }
        }
        return tenantId;
    }

    private static Mono<Void> refuse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UNAUTHORIZED);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return response.writeWith(Mono.just(response.bufferFactory().wrap(UNAUTHORIZED)));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record KnownKey(String tenantId, byte[] sha256) {}
}
