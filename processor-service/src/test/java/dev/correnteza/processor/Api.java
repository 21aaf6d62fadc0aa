package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the API. */
final class Api implements AutoCloseable {
    private final String url;
    private final @Nullable String key;
    private final HttpClient http = HttpClient.newHttpClient();

    Api(RunningProcessor processor) {
        this(processor, RunningProcessor.API_KEY);
    }

    Api(ChildProcessor processor) {
        this(processor.url(), RunningProcessor.API_KEY);
    }

    Api(RunningProcessor processor, @Nullable String key) {
        this(processor.url(), key);
    }

    private Api(String url, @Nullable String key) {
        this.url = url;
        this.key = key;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer send(HttpMethod method, String path, String json) throws IOException, InterruptedException {
        return sendAs("application/json", method, path, json);
    }

    Answer sendAs(String contentType, HttpMethod method, String path, String json)
            throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method.name(), json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    /** @param idempotencyKey header of that name */
    Answer post(String path, String json, String idempotencyKey) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    record Answer(int status, String contentType, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** Asserts that this is a problem of RFC 9457. */
        void assertProblem(int status, String detail) {
            assertThat(this.status).as(body).isEqualTo(status);
            assertThat(contentType).startsWith("application/problem+json");
            assertThat(json().path("detail").asString()).contains(detail);
        }

        List<JsonNode> items() {
            return json().path("items").valueStream().toList();
        }
    }
}
