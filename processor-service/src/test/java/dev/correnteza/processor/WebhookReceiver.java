package dev.correnteza.processor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What ingest-service does with webhooks of one tenant, without asking for any proof. */
final class WebhookReceiver implements AutoCloseable {
    private final Broker broker = new Broker(TestStack.kafka().bootstrapServers());
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/webhooks/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            String query = exchange.getRequestURI().getRawQuery();
            Account account = new Account(RunningProcessor.TENANT, path[3], Map.of());
            ReceivedWebhook webhook = new ReceivedWebhook(
                    account,
                    Map.of(),
                    query == null ? Map.of() : FormPayload.parameters(query),
                    exchange.getRequestBody().readAllBytes());
            Understood meaning = (Understood)
                    Gateways.find(path[2]).orElseThrow().normalize(new VerifiedWebhook(webhook, Instant.now()));
            meaning.events().forEach(event -> broker.publish(Topics.PAYMENT_EVENTS, event));
            broker.flush();
            exchange.sendResponseHeaders(200, -1);
        } catch (UnreadablePayload e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        broker.close();
    }
}
