package dev.correnteza.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of one service, as the demo tenant. */
public final class ServiceApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_MESSAGE = 300;

    private final String name;
    private final String url;
    private final String apiKey;
    private final HttpClient http;

    /**
     * @param name of the service, for messages
     * @param url without a slash at its end
     */
    public ServiceApi(String name, String url, String apiKey) {
        this.name = name;
        this.url = url;
        this.apiKey = apiKey;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** @param query values that are empty are left out */
    public JsonNode get(String path, Map<String, String> query) throws ApiFailure {
        String parameters = query.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                request(parameters.isEmpty() ? path : path + "?" + parameters).GET());
    }

    public JsonNode post(String path, Object body) throws ApiFailure {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode postNothing(String path) throws ApiFailure {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public JsonNode delete(String path) throws ApiFailure {
        return send(request(path).DELETE());
    }

    /** As a part of a path. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + apiKey);
    }

    private JsonNode send(HttpRequest.Builder request) throws ApiFailure {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ApiFailure(
                    name + " does not answer at " + url + " (expected: a running stack; see 'correnteza status')", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("interrupted while " + name + " was asked", e);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new ApiFailure(
                    answer.statusCode(), name + " answered " + answer.statusCode() + ": " + reason(answer.body()));
        }
        return read(answer.body());
    }

    private JsonNode read(String body) throws ApiFailure {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new ApiFailure(name + " answered something that is not JSON", e);
        }
    }

    /** Of an RFC 9457 problem, or what there is of another answer. */
    private static String reason(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String reason =
                    problem.path("detail").asString(problem.path("title").asString(""));
            if (!reason.isEmpty()) {
                return reason;
            }
        } catch (JacksonException notJson) {
            // Then as it stands.
        }
        String line = body.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "no reason given" : line.substring(0, Math.min(line.length(), MAX_MESSAGE));
    }
}
