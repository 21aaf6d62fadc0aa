package dev.correnteza.backfill.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.backfill.access.AccessProperties.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class ApiKeyFilterTest {
    private final AtomicReference<String> letInAs = new AtomicReference<>();
    private final ApiKeyFilter filter = new ApiKeyFilter(new AccessProperties(
            List.of(key("viewer", Role.VIEWER), key("operator", Role.OPERATOR), key("admin", Role.ADMIN))));

    @ParameterizedTest
    @CsvSource({
        "GET,viewer,true",
        "HEAD,viewer,true",
        "POST,viewer,false",
        "PUT,viewer,false",
        "PATCH,viewer,false",
        "DELETE,viewer,false",
        "OPTIONS,viewer,false",
        "GET,operator,true",
        "POST,operator,true",
        "DELETE,operator,true",
        "GET,admin,true",
        "POST,admin,true"
    })
    void letsARoleDoWhatItMay(String method, String key, boolean isLetIn) {
        MockServerWebExchange exchange = filtered(HttpMethod.valueOf(method), "/v1/replays", "Bearer " + key);

        if (isLetIn) {
            assertThat(letInAs).hasValue("tenant-of-" + key);
        } else {
            assertThat(letInAs).hasNullValue();
            assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
            assertThat(exchange.getResponse().getBodyAsString().block())
                    .contains("role of the key: VIEWER (expected: OPERATOR or higher)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/replays", "/v1;a=b/replays", "/%761/replays", "/v1", "/actuator"})
    void asksForAKeyHoweverThePathIsSpelt(String path) {
        MockServerWebExchange exchange = filtered(HttpMethod.GET, path, "Bearer nobody");

        assertThat(letInAs).hasNullValue();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void showsHealthToEverybody() {
        filtered(HttpMethod.GET, "/actuator/health/liveness", "");

        assertThat(letInAs).hasValue("nobody");
    }

    private MockServerWebExchange filtered(HttpMethod method, String path, String authorization) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.method(method, java.net.URI.create(path)).header("Authorization", authorization));
        filter.filter(
                        exchange,
                        passed -> Mono.fromRunnable(
                                () -> letInAs.set(passed.getAttributeOrDefault(ApiKeyFilter.TENANT_ID, "nobody"))))
                .block();
        return exchange;
    }

    private static ApiKey key(String key, Role role) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new ApiKey("tenant-of-" + key, HexFormat.of().formatHex(hash), role);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
