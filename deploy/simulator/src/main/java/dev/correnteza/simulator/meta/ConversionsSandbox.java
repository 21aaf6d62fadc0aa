package dev.correnteza.simulator.meta;

import dev.correnteza.simulator.Sandbox;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the Conversions API for a few datasets. Beside it, {@code GET} and {@code DELETE /_simulator/conversions} show and forget
 * what was taken ({@code ?order_id=}, {@code ?event_id=} filter), {@code POST /_simulator/conversions/faults} with
 * {@code {"answer": "temporary", "times": 2}} orders answers, and {@code DELETE} there takes the order back.
 *
 * <p>Like Meta it promises nothing about two server events of one {@code event_id}: both are taken and listed.
 */
public final class ConversionsSandbox implements Sandbox {
    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_KEPT = 100_000;
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]");
    private static final String BEARER = "Bearer ";
    private static final String HTML =
            "<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry, something went wrong.</body></html>";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Map<String, String> tokensByDataset;
    private final Clock clock;
    private final Faults faults = new Faults();
    private final Deque<AcceptedConversion> accepted = new ArrayDeque<>();
    private final AtomicLong requests = new AtomicLong();

    /** @param tokensByDataset the access token that may write to each dataset */
    public ConversionsSandbox(Map<String, String> tokensByDataset, Clock clock) {
        this.tokensByDataset = Map.copyOf(tokensByDataset);
        this.clock = clock;
    }

    @Override
    public void addRoutes(HttpServerRoutes routes) {
        routes.post("/_simulator/conversions/faults", this::orderFault)
                .delete("/_simulator/conversions/faults", (request, response) -> {
                    faults.clear();
                    return response.status(204).send();
                })
                .get("/_simulator/conversions", this::list)
                .delete("/_simulator/conversions", (request, response) -> {
                    clear();
                    return response.status(204).send();
                })
                .post("/{version}/{datasetId}/events", this::events);
    }

    /** What was taken and is still kept, oldest first. */
    public List<AcceptedConversion> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }

    /** Requests seen, whatever was answered. */
    public long requests() {
        return requests.get();
    }

    private Publisher<Void> events(HttpServerRequest request, HttpServerResponse response) {
        String version = Objects.requireNonNullElse(request.param("version"), "");
        String datasetId = Objects.requireNonNullElse(request.param("datasetId"), "");
        String authorization = request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION);
        Optional<String> queryToken = query(request, "access_token");
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    requests.incrementAndGet();
                    Optional<Faults.Answer> ordered = faults.next();
                    if (ordered.isPresent() && ordered.get() != Faults.Answer.TIMEOUT) {
                        return fault(response, ordered.get());
                    }
                    Refusal refusal = take(version, datasetId, authorization, queryToken.orElse(null), body);
                    if (ordered.isPresent()) {
                        return Mono.never();
                    }
                    return refusal == null
                            ? success(response, body)
                            : json(response, refusal.status(), refusal.body(traceId()));
                });
    }

    private Mono<Void> fault(HttpServerResponse response, Faults.Answer answer) {
        Refusal refusal = switch (answer) {
            case TEMPORARY -> Refusal.temporary();
            case THROTTLED -> Refusal.throttled();
            case TOKEN -> Refusal.tokenUnparseable();
            case HTML, TIMEOUT -> null;
        };
        if (refusal != null) {
            return json(response, refusal.status(), refusal.body(traceId()));
        }
        return response.status(502)
                .header(HttpHeaderNames.CONTENT_TYPE, "text/html")
                .sendString(Mono.just(HTML))
                .then();
    }

    /** @return {@code null} when all events were taken; otherwise none was */
    private @Nullable Refusal take(
            String version,
            String datasetId,
            @Nullable String authorization,
            @Nullable String queryToken,
            byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            root = JSON.missingNode();
        }
        String bodyToken = root.path("access_token").asString("");
        String token = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : Objects.requireNonNullElse(queryToken, bodyToken);
        if (tokensByDataset.values().stream().noneMatch(known -> equal(known, token))) {
            return Refusal.tokenUnparseable();
        }
        String needed = tokensByDataset.get(datasetId);
        if (needed == null || !equal(needed, token)) {
            return Refusal.noPermission(datasetId);
        }
        if (!VERSION.matcher(version).matches()) {
            return Refusal.invalidParameter("unknown version");
        }
        return takeAll(datasetId, root.path("data"));
    }

    private @Nullable Refusal takeAll(String datasetId, JsonNode data) {
        if (!data.isArray() || data.isEmpty()) {
            return Refusal.invalidParameter("data is required and must be an array of events");
        }
        if (data.size() > MAX_EVENTS) {
            return Refusal.invalidParameter("data must have at most " + MAX_EVENTS + " events");
        }
        Instant now = clock.instant();
        List<AcceptedConversion> good = new ArrayList<>();
        for (JsonNode event : data) {
            Optional<Refusal> refusal = EventRules.refusal(event, now);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            good.add(AcceptedConversion.of(datasetId, event, now));
        }
        synchronized (accepted) {
            accepted.addAll(good);
            while (accepted.size() > MAX_KEPT) {
                accepted.removeFirst();
            }
        }
        return null;
    }

    private Mono<Void> success(HttpServerResponse response, byte[] body) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("events_received", JSON.readTree(body).path("data").size());
        answer.put("messages", List.of());
        answer.put("fbtrace_id", traceId());
        return json(response, 200, answer);
    }

    private Publisher<Void> list(HttpServerRequest request, HttpServerResponse response) {
        Optional<String> orderId = query(request, "order_id");
        Optional<String> eventId = query(request, "event_id");
        List<AcceptedConversion> found = accepted().stream()
                .filter(one -> orderId.isEmpty() || orderId.get().equals(one.orderId()))
                .filter(one -> eventId.isEmpty() || eventId.get().equals(one.eventId()))
                .toList();
        return json(response, 200, found);
    }

    private Publisher<Void> orderFault(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            try {
                JsonNode order = JSON.readTree(body);
                String answer = order.path("answer").asString("").toUpperCase(Locale.ROOT);
                faults.order(Faults.Answer.valueOf(answer), order.path("times").asInt(1));
                return response.status(204).send();
            } catch (JacksonException | IllegalArgumentException e) {
                return json(
                        response,
                        400,
                        Map.of(
                                "detail",
                                "expected: {\"answer\": temporary|throttled|token|timeout|html, \"times\": n}"));
            }
        });
    }

    private void clear() {
        synchronized (accepted) {
            accepted.clear();
        }
    }

    private String traceId() {
        return "A%022d".formatted(requests.get());
    }

    private static Mono<Void> json(HttpServerResponse response, int status, Object body) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
                .sendByteArray(Mono.just(JSON.writeValueAsBytes(body)))
                .then();
    }

    private static Optional<String> query(HttpServerRequest request, String name) {
        List<String> values = new QueryStringDecoder(request.uri()).parameters().getOrDefault(name, List.of());
        return values.stream().findFirst();
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
