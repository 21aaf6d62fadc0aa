package dev.correnteza.simulator.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ConversionsSandboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-02-02T04:10:25Z");
    private static final String HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

    private final ConversionsSandbox sandbox =
            new ConversionsSandbox(Map.of("111", "token-1", "222", "token-2"), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Simulator simulator = Simulator.start(0, List.of(sandbox));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void takesAGoodPurchase() throws Exception {
        HttpResponse<String> answer = send(purchase(event -> {}));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("events_received").asInt()).isEqualTo(1);
        assertThat(body.path("messages").isArray()).isTrue();
        assertThat(body.path("fbtrace_id").asString()).isNotEmpty();
        assertThat(sandbox.accepted()).singleElement().satisfies(one -> {
            assertThat(one.datasetId()).isEqualTo("111");
            assertThat(one.eventId()).isEqualTo("event-1");
            assertThat(one.value()).isEqualTo("197.90");
            assertThat(one.userDataKeys()).containsExactly("em", "fbc");
            assertThat(one.receivedAt()).isEqualTo(NOW);
        });
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesTheWholeRequest(int code, int subcode, Consumer<ObjectNode> change) throws Exception {
        ObjectNode request = purchase(event -> {});
        ((ArrayNode) request.get("data")).add(purchase(change).get("data").get(0));

        HttpResponse<String> answer = send(request);

        assertError(answer, 400, code, subcode);
        assertThat(sandbox.accepted()).isEmpty();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                argumentSet("no event name", 100, 0, remove("event_name")),
                argumentSet("no action source", 100, 0, remove("action_source")),
                argumentSet("unknown action source", 100, 0, set("action_source", "bot")),
                argumentSet("website without its address", 100, 0, set("action_source", "website")),
                argumentSet("no time", 100, 0, remove("event_time")),
                argumentSet("time in milliseconds", 100, 0, time(NOW.toEpochMilli())),
                argumentSet("time in the future", 100, 0, time(NOW.getEpochSecond() + 120)),
                argumentSet("time as text", 100, 0, set("event_time", NOW.toString())),
                argumentSet(
                        "older than 7 days",
                        100,
                        2804003,
                        time(NOW.minus(Duration.ofDays(7)).getEpochSecond() - 1)),
                argumentSet("no user data", 100, 2804050, remove("user_data")),
                argumentSet("names alone", 100, 2804050, userData("{\"fn\":[\"" + HASH + "\"]}")),
                argumentSet(
                        "place and agent alone",
                        100,
                        2804050,
                        userData("{\"ct\":\"" + HASH + "\",\"country\":\"" + HASH + "\",\"client_user_agent\":\"x\"}")),
                argumentSet("address in clear", 100, 2804016, userData("{\"em\":[\"maria@exemplo.com.br\"]}")),
                argumentSet(
                        "null among the hashes", 100, 2804016, userData("{\"em\":[\"" + HASH + "\"],\"ge\":[null]}")),
                argumentSet(
                        "hash in upper case", 100, 2804016, userData("{\"em\":[\"" + HASH.replace('a', 'A') + "\"]}")),
                argumentSet("click id without its click", 100, 2804001, userData("{\"fbc\":\"fb.1.1554763741205\"}")),
                argumentSet("click id in seconds", 100, 2804001, userData("{\"fbc\":\"fb.1.1554763741.IwAR2F4\"}")),
                argumentSet("no value", 100, 2804009, customData("{\"currency\":\"BRL\"}")),
                argumentSet(
                        "value with a comma", 100, 2804009, customData("{\"value\":\"19,90\",\"currency\":\"BRL\"}")),
                argumentSet("no currency", 100, 2804010, customData("{\"value\":1.5}")),
                argumentSet("no such currency", 100, 2804010, customData("{\"value\":1.5,\"currency\":\"R$\"}")));
    }

    @Test
    void refusesMoreThanAThousandEvents() throws Exception {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode data = request.putArray("data");
        for (int i = 0; i < 1_001; i++) {
            data.add(purchase(event -> {}).get("data").get(0));
        }

        assertError(send(request), 400, 100, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer nonsense", "token-1"})
    void refusesATokenItDoesNotKnow(String authorization) throws Exception {
        HttpResponse<String> answer =
                post("/v26.0/111/events", authorization, purchase(event -> {}).toString());

        assertError(answer, 401, 190, 0);
    }

    @Test
    void refusesTheTokenOfAnotherDataset() throws Exception {
        HttpResponse<String> answer = post(
                "/v26.0/111/events", "Bearer token-2", purchase(event -> {}).toString());

        assertError(answer, 400, 100, 33);
    }

    @Test
    void givesTheAnswersThatWereOrdered() throws Exception {
        order("temporary", 1);
        order("throttled", 1);
        order("token", 1);
        order("html", 1);

        assertError(send(purchase(event -> {})), 500, 2, 0);
        assertError(send(purchase(event -> {})), 400, 4, 0);
        assertError(send(purchase(event -> {})), 401, 190, 0);
        assertThat(send(purchase(event -> {})).headers().firstValue("content-type"))
                .hasValue("text/html");
        assertThat(sandbox.accepted()).isEmpty();
        assertThat(send(purchase(event -> {})).statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheEventWhenItIsToldNotToAnswer() throws Exception {
        order("timeout", 1);

        CompletableFuture<HttpResponse<String>> unanswered =
                http.sendAsync(eventsRequest(purchase(event -> {})), BodyHandlers.ofString());
        await().atMost(PATIENCE).until(() -> sandbox.accepted().size() == 1);

        // Where a later one has its answer, the first would have it too.
        assertThat(send(purchase(event -> {})).statusCode()).isEqualTo(200);
        assertThat(unanswered).isNotDone();
        unanswered.cancel(true);
    }

    @Test
    void listsAndForgets() throws Exception {
        send(purchase(event -> {}));
        send(purchase(event -> event.put("event_id", "event-2")));

        assertThat(JSON.readTree(get("/_simulator/conversions")).size()).isEqualTo(2);
        assertThat(JSON.readTree(get("/_simulator/conversions?event_id=event-2"))
                        .size())
                .isEqualTo(1);
        assertThat(JSON.readTree(get("/_simulator/conversions?order_id=pay-1"))
                        .get(0)
                        .path("order_id")
                        .asString())
                .isEqualTo("pay-1");
        assertThat(JSON.readTree(get("/_simulator/conversions?order_id=other")).size())
                .isZero();
        http.send(request("/_simulator/conversions").DELETE().build(), BodyHandlers.discarding());
        assertThat(sandbox.accepted()).isEmpty();
    }

    @Test
    void refusesAnOrderItDoesNotUnderstand() throws Exception {
        HttpResponse<String> answer = post("/_simulator/conversions/faults", "", "{\"answer\":\"maybe\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private static Consumer<ObjectNode> remove(String key) {
        return event -> event.remove(key);
    }

    private static Consumer<ObjectNode> set(String key, String value) {
        return event -> event.put(key, value);
    }

    private static Consumer<ObjectNode> time(long value) {
        return event -> event.put("event_time", value);
    }

    private static Consumer<ObjectNode> userData(String json) {
        return event -> event.set("user_data", JSON.readTree(json));
    }

    private static Consumer<ObjectNode> customData(String json) {
        return event -> event.set("custom_data", JSON.readTree(json));
    }

    private static ObjectNode purchase(Consumer<ObjectNode> change) {
        ObjectNode event = (ObjectNode) JSON.readTree("""
                {"event_name": "Purchase", "event_time": %d, "event_id": "event-1", "action_source": "chat",
                 "user_data": {"em": ["%s"], "fbc": "fb.1.1554763741205.IwAR2F4_aem_x.AQ"},
                 "custom_data": {"value": 197.90, "currency": "BRL", "order_id": "pay-1"}}
                """.formatted(NOW.getEpochSecond(), HASH));
        change.accept(event);
        ObjectNode request = JSON.createObjectNode();
        request.putArray("data").add(event);
        return request;
    }

    private static void assertError(HttpResponse<String> answer, int status, int code, int subcode) {
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("error_subcode").asInt(0)).isEqualTo(subcode);
        assertThat(error.path("message").asString()).isNotEmpty();
        assertThat(error.path("fbtrace_id").asString()).isNotEmpty();
    }

    private void order(String answer, int times) throws Exception {
        String body = "{\"answer\":\"%s\",\"times\":%d}".formatted(answer, times);
        assertThat(post("/_simulator/conversions/faults", "", body).statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> send(ObjectNode body) throws IOException, InterruptedException {
        return http.send(eventsRequest(body), BodyHandlers.ofString());
    }

    private HttpRequest eventsRequest(ObjectNode body) {
        return postRequest(
                "/v26.0/111/events", "Bearer token-1", body.toString().replace("197.9,", "197.90,"));
    }

    private HttpResponse<String> post(String path, String authorization, String body)
            throws IOException, InterruptedException {
        return http.send(postRequest(path, authorization, body), BodyHandlers.ofString());
    }

    private HttpRequest postRequest(String path, String authorization, String body) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.url() + path)).timeout(PATIENCE);
    }
}
