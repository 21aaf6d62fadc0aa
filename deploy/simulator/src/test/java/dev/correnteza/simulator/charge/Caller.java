package dev.correnteza.simulator.charge;

import dev.correnteza.simulator.Sandbox;
import dev.correnteza.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who charges at a sandbox and is notified by it. */
public final class Caller implements AutoCloseable {
    private final Simulator simulator;
    private final DisposableServer receiver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Webhook> webhooks = new ConcurrentLinkedQueue<>();

    public Caller(Sandbox sandbox) {
        this.simulator = Simulator.start(0, List.of(sandbox));
        this.receiver = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            webhooks.add(new Webhook(
                                    request.uri(),
                                    request.requestHeaders().get("x-pushinpay-token", ""),
                                    JsonMapper.shared().readTree(body)));
                            return response.status(200).send().then();
                        }))
                .bindNow();
    }

    public String receiverUrl() {
        return "http://127.0.0.1:" + receiver.port();
    }

    /** What was posted to the receiver, in order. */
    public List<Webhook> webhooks() {
        return List.copyOf(webhooks);
    }

    public Answer post(String path, String authorization, String body) throws IOException, InterruptedException {
        return send("POST", path, authorization, body);
    }

    public Answer send(String method, String path, String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body()));
    }

    /** Steers the sandbox. */
    public JsonNode steer(String path, String body) throws IOException, InterruptedException {
        return post("/_simulator/" + path, "none", body).json();
    }

    @Override
    public void close() {
        simulator.close();
        receiver.disposeNow();
        http.close();
    }

    public record Answer(int status, JsonNode json) {}

    /** @param uri path and query */
    public record Webhook(String uri, String token, JsonNode json) {}
}
