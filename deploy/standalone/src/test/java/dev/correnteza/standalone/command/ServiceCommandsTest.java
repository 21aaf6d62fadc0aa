package dev.correnteza.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.Secrets;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands against a server that answers as the services do. */
class ServiceCommandsTest {
    private static final String ACCOUNT = """
            {"tenantId":"demo","accountId":"acc_1","gateway":"hotmart","status":"ACTIVE","displayName":"Demo","settings":{},
             "webhookUrl":"http://127.0.0.1:%d/webhooks/hotmart/acc_1/s","signingSecrets":["hottok"]}""";

    @TempDir
    private Path data;

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private Terminal terminal;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(Ports.HOST), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            String answer = answers.get(request);
            byte[] bytes = (answer == null
                            ? "{\"status\":404,\"title\":\"Not Found\",\"detail\":\"no such payment of this tenant\"}"
                            : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        StackDirectory directory = StackDirectory.at(data.resolve("correnteza"));
        Secrets.readOrMake(directory);
        ProcessHandle self = ProcessHandle.current();
        Ports ports = Ports.of(null, Map.of(Part.PROCESSOR, port));
        new StackState(self.pid(), StackState.startedAt(self), ports.asMap(), Map.of(), 1, Instant.EPOCH, 1L, true, 1)
                .write(directory);
        answers.put(
                "GET /v1/accounts?reveal=true", "{\"items\":[" + ACCOUNT.formatted(port) + "],\"nextCursor\":null}");
        terminal = new Terminal(data);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void listsAccountsAsTheirContractSays() {
        assertThat(terminal.run("accounts", "--json")).isZero();

        JsonNode account = JsonMapper.shared().readTree(terminal.out()).get(0);
        assertThat(account.propertyNames())
                .containsExactlyInAnyOrder(
                        "tenantId", "accountId", "gateway", "status", "webhookUrl", "signingSecrets");
        assertThat(account.path("signingSecrets").get(0).asString()).isEqualTo("hottok");
    }

    @Test
    void carriesTheTenantsKey() throws IOException {
        terminal.run("accounts");

        String key = Secrets.readOrMake(StackDirectory.at(data.resolve("correnteza")))
                .apiKey();
        assertThat(requests).singleElement().asString().contains("Bearer " + key);
    }

    @Test
    void readsPagesUntilTheLimit() {
        answers.put("GET /v1/payments?limit=100", page("c1", "a", "b"));
        answers.put("GET /v1/payments?limit=98&cursor=c1", page(null, "c"));

        assertThat(terminal.run("payments", "--limit", "100", "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(terminal.out())).hasSize(3);
    }

    @Test
    void explainsByTheTransactionIdOfTheGateway() {
        answers.put("GET /v1/payments?gatewayTransactionId=HP1&limit=10", page(null, "PAY_1"));
        answers.put("GET /v1/payments/PAY_1/explain", """
                {"paymentId":"PAY_1","status":"PAID","hops":[{"hop":"webhook","at":"2026-11-20T12:00:00Z",
                 "topic":"payment-events","partition":2,"offset":41,"details":{"verdict":"done"}}]}""");

        assertThat(terminal.run("explain", "HP1")).isZero();
        assertThat(terminal.out())
                .contains("payment PAY_1: PAID")
                .containsPattern("2026-11-20T12:00:00Z +webhook +payment-events +2 +41 +verdict=done");
    }

    @Test
    void saysWhyAServiceRefuses() {
        assertThat(terminal.run("payments", "PAY_2")).isEqualTo(1);

        assertThat(terminal.err()).isEqualTo("correnteza: processor answered 404: no such payment of this tenant\n");
    }

    @Test
    void sendsOverHttpAndFailsWhenNotAllWereTaken() {
        answers.put("POST /webhooks/hotmart/acc_1/s", "");
        assertThat(terminal.run("send", "hotmart", "purchase_approved-pix", "--count", "3"))
                .isZero();
        assertThat(terminal.out()).startsWith("sent 3 in ").contains("200: 3").contains("p99");

        answers.remove("POST /webhooks/hotmart/acc_1/s");
        assertThat(terminal.run("send", "hotmart", "purchase_approved-pix", "--json"))
                .isEqualTo(1);
        assertThat(JsonMapper.shared()
                        .readTree(terminal.out())
                        .at("/statuses/404")
                        .asInt())
                .isEqualTo(1);
    }

    private static String page(String nextCursor, String... paymentIds) {
        String items = String.join(
                ",",
                List.of(paymentIds).stream()
                        .map(id -> "{\"paymentId\":\"" + id + "\"}")
                        .toList());
        return "{\"items\":[" + items + "],\"nextCursor\":" + (nextCursor == null ? null : "\"" + nextCursor + "\"")
                + "}";
    }
}
