package dev.correnteza.simulator.hotmart;

import dev.correnteza.simulator.Sandbox;
import dev.correnteza.simulator.hotmart.HotmartAccess.Verdict;
import dev.correnteza.simulator.hotmart.HotmartFaults.Fault;
import dev.correnteza.simulator.hotmart.HotmartFaults.Kind;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hotmart's API for one account. Steered by:
 *
 * <ul>
 *   <li>{@code POST /_simulator/hotmart/sales} {@code {"count": 10, "seed": 1}} adds generated sales, {@code {"sale": {...}}} one as given
 *   <li>{@code POST /_simulator/hotmart/faults} {@code {"kind": "too_many_requests", "after": 0, "times": 1, "retryAfterSeconds": 1}}
 *   <li>{@code DELETE /_simulator/hotmart/faults} takes back those that wait
 *   <li>{@code GET /_simulator/hotmart/calls} says how often the token and the history were asked for
 * </ul>
 */
public final class HotmartSandbox implements Sandbox {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ERRORS = "https://developers.hotmart.com/docs/pt-BR/start/http-response-codes/";
    private static final int MAX_GENERATED = 100_000;

    private final HotmartAccess access;
    private final HotmartLimit limit;
    private final HotmartFaults faults = new HotmartFaults();
    private final HotmartSales sales = new HotmartSales();
    private final AtomicInteger tokenCalls = new AtomicInteger();
    private final AtomicInteger historyCalls = new AtomicInteger();

    /** @param clock by which tokens expire and calls are counted */
    public HotmartSandbox(HotmartCredentials credentials, Clock clock) {
        this.access = new HotmartAccess(credentials, clock);
        this.limit = new HotmartLimit(clock);
    }

    @Override
    public void addRoutes(HttpServerRoutes routes) {
        routes.post("/security/oauth/token", this::token)
                .get("/payments/api/v1/sales/history", this::history)
                .post("/_simulator/hotmart/sales", (request, response) -> steer(request, response, this::addSales))
                .post("/_simulator/hotmart/faults", (request, response) -> steer(request, response, this::addFault))
                .delete("/_simulator/hotmart/faults", (request, response) -> {
                    faults.clear();
                    return response.status(204).send();
                })
                .get("/_simulator/hotmart/calls", (request, response) -> send(response, 200, calls()));
    }

    private Publisher<Void> token(HttpServerRequest request, HttpServerResponse response) {
        tokenCalls.incrementAndGet();
        Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
        @Nullable
        String token = access.grant(
                request.requestHeaders().get("Authorization"),
                first(query, "grant_type"),
                first(query, "client_id"),
                first(query, "client_secret"));
        if (token == null) {
            return send(response, 401, HotmartSales.sample("api-error-unauthorized.json"));
        }
        ObjectNode answer = HotmartSales.sample("api-token.json");
        answer.put("access_token", token);
        answer.put("expires_in", HotmartAccess.LIFE.toSeconds());
        return send(response, 200, answer);
    }

    private Publisher<Void> history(HttpServerRequest request, HttpServerResponse response) {
        historyCalls.incrementAndGet();
        HotmartLimit.State state = limit.count();
        response.header("RateLimit-Limit", Integer.toString(HotmartLimit.PER_MINUTE))
                .header("RateLimit-Remaining", Integer.toString(state.remaining()))
                .header("RateLimit-Reset", Long.toString(state.resetSeconds()))
                .header("X-RateLimit-Limit-Minute", Integer.toString(HotmartLimit.PER_MINUTE))
                .header("X-RateLimit-Remaining-Minute", Integer.toString(state.remaining()));
        if (!state.allowed()) {
            return error(response, 429, "too_many_requests", "The rate limit was exceeded.");
        }
        @Nullable Fault fault = faults.strike();
        if (fault != null && fault.kind() == Kind.TOKEN_EXPIRED) {
            access.expireAll();
        }
        Verdict verdict = access.verdict(request.requestHeaders().get("Authorization"));
        if (verdict != Verdict.GOOD) {
            return unauthorized(response, verdict);
        }
        if (fault != null) {
            return strike(fault, request, response);
        }
        return answer(request.uri(), response);
    }

    private Publisher<Void> answer(String uri, HttpServerResponse response) {
        HotmartQuery query;
        try {
            query = HotmartQuery.parse(uri);
        } catch (IllegalArgumentException e) {
            return error(response, 400, "invalid_parameter", e.getMessage() + " is not valid.");
        }
        return send(response, 200, sales.page(query));
    }

    private Publisher<Void> strike(Fault fault, HttpServerRequest request, HttpServerResponse response) {
        Integer retryAfter = fault.retryAfterSeconds();
        if (retryAfter != null) {
            response.header("Retry-After", retryAfter.toString());
        }
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS -> error(response, 429, "too_many_requests", "The rate limit was exceeded.");
            case INTERNAL_ERROR -> error(response, 500, "internal_server_error", "An unexpected error occurred.");
            case BAD_GATEWAY ->
                response.status(502)
                        .header("Content-Type", "text/html")
                        .sendString(Mono.just("<html><body><h1>502 Bad Gateway</h1></body></html>"));
            case CUT_OFF ->
                response.status(200)
                        .header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"items\": [{\"product\": {\"na"));
            case CLOSED -> {
                response.withConnection(Connection::dispose);
                yield Mono.never();
            }
            case PAGE_TOKEN_REFUSED ->
                request.uri().contains("page_token=")
                        ? error(response, 400, "invalid_parameter", "page_token is not valid.")
                        : answer(request.uri(), response);
            case TOKEN_EXPIRED -> throw new IllegalStateException("handled before");
        };
    }

    private static Publisher<Void> unauthorized(HttpServerResponse response, Verdict verdict) {
        return switch (verdict) {
            case EXPIRED -> error(response, 401, "token_expired", "The access token expired.");
            case UNKNOWN -> error(response, 401, "invalid_token", "The access token is not valid.");
            default -> send(response, 401, HotmartSales.sample("api-error-unauthorized.json"));
        };
    }

    private ObjectNode addSales(JsonNode body) {
        if (body.path("sale") instanceof ObjectNode sale) {
            sales.put(sale.deepCopy());
        } else {
            int count = body.path("count").asInt(0);
            if (count < 1 || count > MAX_GENERATED) {
                throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + MAX_GENERATED + ")");
            }
            HotmartSaleGenerator generator =
                    new HotmartSaleGenerator(body.path("seed").asLong(1));
            for (int number = 1; number <= count; number++) {
                sales.put(generator.sale(number));
            }
        }
        return JSON.createObjectNode().put("sales", sales.count());
    }

    private ObjectNode addFault(JsonNode body) {
        Kind kind = Kind.valueOf(body.path("kind").asString("").toUpperCase(Locale.ROOT));
        @Nullable
        Integer retryAfter = body.hasNonNull("retryAfterSeconds")
                ? Integer.valueOf(body.path("retryAfterSeconds").asInt())
                : null;
        faults.add(
                new Fault(kind, body.path("after").asInt(0), body.path("times").asInt(1), retryAfter));
        return JSON.createObjectNode().put("kind", kind.name());
    }

    private ObjectNode calls() {
        return JSON.createObjectNode().put("token", tokenCalls.get()).put("history", historyCalls.get());
    }

    private static Publisher<Void> steer(HttpServerRequest request, HttpServerResponse response, Steering steering) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            try {
                return Mono.from(send(response, 200, steering.apply(JSON.readTree(body))));
            } catch (IllegalArgumentException | JacksonException e) {
                return Mono.from(error(response, 400, "bad_request", "not a request of the simulator"));
            }
        });
    }

    private static Publisher<Void> error(HttpServerResponse response, int status, String error, String description) {
        ObjectNode body = JSON.createObjectNode()
                .put("error", error)
                .put("error_description", description)
                .put("error_uri", ERRORS);
        return send(response, status, body);
    }

    private static Publisher<Void> send(HttpServerResponse response, int status, ObjectNode body) {
        return response.status(status)
                .header("Content-Type", "application/json;charset=UTF-8")
                .sendString(Mono.just(JSON.writeValueAsString(body)), StandardCharsets.UTF_8);
    }

    private static @Nullable String first(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    private interface Steering {
        ObjectNode apply(JsonNode body);
    }
}
