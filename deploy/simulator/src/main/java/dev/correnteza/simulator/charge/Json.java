package dev.correnteza.simulator.charge;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests and answers in JSON. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(ObjectNode body) {
        return MAPPER.writeValueAsBytes(body);
    }

    public static Mono<Void> send(HttpServerResponse response, int status, ObjectNode body) {
        return response.status(status)
                .header("Content-Type", "application/json;charset=UTF-8")
                .sendString(Mono.just(MAPPER.writeValueAsString(body)), StandardCharsets.UTF_8)
                .then();
    }

    /** The object in a body; {@code null} where there is none. */
    public static Mono<Body> read(HttpServerRequest request) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> {
                    try {
                        return new Body(MAPPER.readTree(bytes) instanceof ObjectNode object ? object : null);
                    } catch (JacksonException e) {
                        return new Body(null);
                    }
                });
    }

    /** Takes a request that steers a sandbox; answers 400 to one that is none. */
    public static Publisher<Void> steer(
            HttpServerRequest request, HttpServerResponse response, Function<JsonNode, Mono<ObjectNode>> steering) {
        return read(request).flatMap(body -> {
            try {
                return steering.apply(body.object() == null ? object() : body.object())
                        .flatMap(answer -> send(response, 200, answer));
            } catch (IllegalArgumentException e) {
                return send(response, 400, object().put("error", "not a request of the simulator"));
            }
        });
    }

    /** @param object {@code null} where the body is no JSON object */
    public record Body(@Nullable ObjectNode object) {}
}
