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

    private static final String PAGE = """
            {"tenantId":"demo","accountId":"acc_1","gateway":"hotmart","status":"ACTIVE","displayName":"Demo","settings":{},
             "webhookUrl":"http://127.0.0.1/webhooks/hotmart/acc_1/new","signingSecrets":["second","first"],
             "signaturesFailing":{"since":"2026-11-20T11:00:00Z","count":3,"lastReason":"PROOF_WRONG"},
             "secrets":[{"secretId":"s2","kind":"SIGNING","keyId":"k1","validFrom":"2026-11-19T00:00:00Z","readable":true}]}""";

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
            String answer = answers.getOrDefault(request + " " + body, answers.get(request));
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
    void showsAnAccountAndSinceWhenItsSignaturesFail() {
        answers.put("GET /v1/accounts/acc_1?reveal=true", PAGE);

        assertThat(terminal.run("accounts", "show", "acc_1")).isZero();
        assertThat(terminal.out())
                .containsPattern("signing secrets +second,first")
                .contains("failing since 2026-11-20T11:00:00Z: 3 refused, the latest for PROOF_WRONG")
                .containsPattern("SIGNING +2026-11-19T00:00:00Z +- +k1 +true +s2");

        assertThat(terminal.run("accounts", "show", "acc_1", "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(terminal.out()))
                .isEqualTo(JsonMapper.shared().readTree(PAGE));
    }

    @Test
    void disablesAndEnablesAnAccount() {
        answers.put("POST /v1/accounts/acc_1/disable", "{\"status\":\"DISABLED\"}");
        answers.put("POST /v1/accounts/acc_1/enable", "{\"status\":\"ACTIVE\"}");

        assertThat(terminal.run("accounts", "disable", "acc_1")).isZero();
        assertThat(terminal.out()).isEqualTo("account acc_1: DISABLED\n");
        assertThat(terminal.run("accounts", "enable", "acc_1")).isZero();
        assertThat(terminal.out()).isEqualTo("account acc_1: ACTIVE\n");
        assertThat(terminal.run("accounts", "enable", "acc_2")).isEqualTo(1);
    }

    @Test
    void showsSplitsAndUnsplitsACustomer() {
        answers.put(
                "GET /v1/customers/c1", "{\"customerId\":\"c1\",\"names\":[{\"kind\":\"PHONE\",\"splitBy\":null}]}");
        answers.put("POST /v1/customers/c1/splits", "{\"decisionId\":\"d1\",\"customerId\":\"c1\"}");
        answers.put("DELETE /v1/customer-splits/d1", "{\"decisionId\":\"d2\",\"undoes\":\"d1\"}");

        assertThat(terminal.run("customer", "show", "c1")).isZero();
        assertThat(terminal.out()).contains("PHONE");
        String email = "email=home@example.com";
        assertThat(terminal.run("customer", "split", "c1", "--by", email, "--by", "phone=+55", "--reason", "a shop"))
                .isZero();
        assertThat(terminal.out()).contains("d1");
        JsonNode body = JsonMapper.shared()
                .readTree(requests.getLast().substring(requests.getLast().indexOf('{')));
        assertThat(body).isEqualTo(JsonMapper.shared().readTree("""
                        {"names":[{"kind":"EMAIL","value":"home@example.com"},{"kind":"PHONE","value":"+55"}],
                         "dryRun":false,"reason":"a shop"}"""));
        assertThat(terminal.run("customer", "split", "c1", "--by", email, "--dry-run"))
                .isZero();
        assertThat(requests.getLast()).contains("\"dryRun\":true");
        assertThat(terminal.run("customer", "unsplit", "d1")).isZero();
        assertThat(terminal.run("customer", "split", "c1", "--by", email)).isEqualTo(2);
        assertThat(terminal.run("customer", "split", "c1", "--by", "home@example.com", "--dry-run"))
                .isEqualTo(2);
        assertThat(terminal.err()).doesNotContain("home@example.com");
    }

    @Test
    void makesListsAndRevokesKeys() {
        String key = "{\"keyId\":\"key_1\",\"source\":\"API\",\"role\":\"VIEWER\",\"name\":\"Ana\",\"key\":\"ck_1\"}";
        answers.put("POST /v1/keys", key);
        answers.put("GET /v1/keys", "{\"items\":[" + key + "],\"nextCursor\":null}");
        answers.put("POST /v1/keys/key_1/revoke", "{\"keyId\":\"key_1\",\"revokedAt\":\"2026-11-20T11:00:00Z\"}");

        assertThat(terminal.run("key", "create", "--role", "viewer", "--name", "Ana", "--expires", "2030-01-31"))
                .isZero();
        assertThat(terminal.out()).isEqualTo("ck_1\n");
        assertThat(requests.getLast())
                .endsWith("{\"name\":\"Ana\",\"role\":\"VIEWER\",\"expiresAt\":\"2030-01-31T00:00:00Z\"}");
        assertThat(terminal.run("key", "list")).isZero();
        assertThat(terminal.out()).containsPattern("key_1 +VIEWER +API +- +- +- +- +Ana");
        assertThat(terminal.run("key", "revoke", "key_1")).isZero();
        assertThat(terminal.out()).contains("key key_1: revoked at 2026-11-20T11:00:00Z");
        assertThat(terminal.run("key", "revoke", "key_2")).isEqualTo(1);
    }

    @Test
    void rotatesWhatItIsTold() {
        answers.put("POST /v1/accounts/acc_1/secrets", PAGE);

        assertThat(terminal.run("accounts", "rotate", "acc_1")).isZero();
        assertThat(terminal.run("accounts", "rotate", "acc_1", "--url", "--overlap", "7d"))
                .isZero();
        assertThat(terminal.run("accounts", "rotate", "acc_1", "--url", "--signing-secret", "s", "--overlap", "0s"))
                .isZero();

        assertThat(requests.stream().map(request -> request.substring(request.indexOf('{'))))
                .containsExactly(
                        "{\"kind\":\"SIGNING\"}",
                        "{\"kind\":\"URL\",\"overlap\":\"PT168H\"}",
                        "{\"kind\":\"SIGNING\",\"value\":\"s\",\"overlap\":\"PT0S\"}",
                        "{\"kind\":\"URL\",\"overlap\":\"PT0S\"}");
        assertThat(terminal.out()).contains("http://127.0.0.1/webhooks/hotmart/acc_1/new");
    }

    @Test
    void failsWhenSomethingWouldStopAnAccountsWebhooks() {
        answers.put("POST /v1/accounts/acc_1/test", "{\"accountId\":\"acc_1\",\"ready\":true,\"problems\":[]}");
        assertThat(terminal.run("accounts", "test", "acc_1")).isZero();
        assertThat(terminal.out()).isEqualTo("account acc_1: nothing is in the way\n");

        answers.put("POST /v1/accounts/acc_1/test", """
                {"accountId":"acc_1","ready":false,"problems":[{"code":"account_disabled","detail":"answered 404"}]}""");
        assertThat(terminal.run("accounts", "test", "acc_1")).isEqualTo(1);
        assertThat(terminal.out()).containsPattern("account_disabled +answered 404");
        assertThat(terminal.run("accounts", "test", "acc_1", "--json")).isEqualTo(1);
    }

    @Test
    void showsRefusedWebhooksAndLetsThemInOnlyWhenTold() {
        answers.put("POST /v1/accounts/acc_1/refused/verify", """
                {"accountId":"acc_1","checked":2,"authentic":1,"letIn":0,"items":[
                 {"refusalId":"r1","receivedAt":"2026-11-20T11:00:00Z","refusedFor":"PROOF_WRONG","authentic":true,
                  "verdict":"understood","eventTypes":["payment.paid"],"letIn":false}]}""");

        assertThat(terminal.run("accounts", "verify-refused", "acc_1")).isZero();
        assertThat(terminal.out())
                .containsPattern("2026-11-20T11:00:00Z +PROOF_WRONG +understood +- +\\[\"payment.paid\"] +false +r1")
                .endsWith("2 refused, 1 authentic now, 0 let in\n");
        assertThat(requests).last().asString().endsWith("{\"letIn\":false}");

        assertThat(terminal.run("accounts", "verify-refused", "acc_1", "--let-in", "--json"))
                .isZero();
        assertThat(requests).last().asString().endsWith("{\"letIn\":true}");
    }

    @Test
    void rebuildsAndSaysWhatDiffers() {
        answers.put("POST /v1/rebuilds", "{\"rebuildId\":\"r1\",\"state\":\"BUILDING\"}");
        answers.put("GET /v1/rebuilds/r1", compared(0));

        assertThat(terminal.run("rebuild")).isZero();
        assertThat(terminal.err()).contains("rebuild r1 COMPARED 100% read=7 total=7");
        assertThat(terminal.out()).contains("rebuild r1: equal to the books in use");

        answers.put("GET /v1/rebuilds/r1", compared(1));
        assertThat(terminal.run("rebuild", "--examples", "3")).isEqualTo(1);
        assertThat(requests).anyMatch(request -> request.endsWith("{\"examples\":3}"));
        assertThat(terminal.out())
                .containsPattern("payment +2 +2 +0 +0 +1 +0 +0")
                .containsPattern("payment +DIFFERENT +status,amount_minor +payment_id=PAY_1")
                .contains("payment-events, partition 0 begins at 5")
                .contains("1 rows differ; 'correnteza rebuild swap r1 --yes'");
        assertThat(terminal.run("rebuild", "show", "r1", "--json")).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(terminal.out()))
                .isEqualTo(JsonMapper.shared().readTree(compared(1)));
    }

    @Test
    void swapsBooksThatDifferOnlyWhenTold() {
        answers.put("GET /v1/rebuilds/r1", compared(1));
        answers.put("POST /v1/rebuilds/r1/swap", "{}");

        assertThat(terminal.run("rebuild", "swap", "r1")).isEqualTo(1);
        assertThat(requests).noneMatch(request -> request.startsWith("POST"));
        assertThat(terminal.err()).contains("the books differ").contains("--yes");

        assertThat(terminal.run("rebuild", "swap", "r1", "--yes")).isEqualTo(1);
        assertThat(terminal.err()).contains("not swapped: SQLSTATE_57014");
        assertThat(requests).anyMatch(request -> request.endsWith("{\"acceptDifferences\":true}"));

        answers.put(
                "GET /v1/rebuilds/r1",
                compared(1).replace("COMPARED", "SWAPPED").replace("null", "\"processor_before\""));
        assertThat(terminal.run("rebuild", "swap", "r1", "--yes")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        "rebuild r1: swapped; what was replaced is in schema processor_before, until nobody needs it:"
                                + " DROP SCHEMA processor_before CASCADE\n");
    }

    private static String compared(int different) {
        String example =
                "{\"kind\":\"DIFFERENT\",\"key\":{\"payment_id\":\"PAY_1\"},\"columns\":[\"status\",\"amount_minor\"]}";
        return """
                {"rebuildId":"r1","state":"COMPARED","startedAt":"2026-11-20T11:00:00Z","errorCode":"SQLSTATE_57014","read":7,
                 "total":7,"progress":1.0,"equal":%s,"keptAs":null,
                 "tables":[{"table":"payment","live":2,"rebuilt":2,"onlyLive":0,"onlyRebuilt":0,"different":%d,"otherOrder":0,
                            "forgotten":0,"examples":[%s]}],
                 "forgottenBeginnings":[{"topic":"payment-events","partition":0,"earliest":5}]}""".formatted(different == 0, different, different == 0 ? "" : example);
    }

    @Test
    void readsPagesUntilTheLimit() {
        answers.put("GET /v1/payments?limit=100", page("c1", "a", "b"));
        answers.put("GET /v1/payments?limit=98&cursor=c1", page(null, "c"));

        assertThat(terminal.run("payments", "--limit", "100", "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(terminal.out())).hasSize(3);
    }

    @Test
    void decidesAboutAllDeadLettersPageByPage() {
        String discard = "POST /v1/dead-letters/discard {\"reason\":\"x\",\"gateway\":\"efi\",\"limit\":";
        answers.put(discard + "100}", counts(100, 100, "c1"));
        answers.put(discard + "100,\"cursor\":\"c1\"}", counts(100, 100, "c2"));
        answers.put(discard + "100,\"cursor\":\"c2\"}", counts(3, 3, null));

        assertThat(terminal.run("dlt", "discard", "--all", "--gateway", "efi", "--reason", "x", "--json"))
                .isZero();
        assertThat(JsonMapper.shared().readTree(terminal.out()))
                .isEqualTo(JsonMapper.shared().readTree("{\"matched\":203,\"accepted\":203}"));
        assertThat(terminal.err()).contains("100 matched, 100 accepted").contains("200 matched, 200 accepted");
        assertThat(requests).hasSize(3);

        // One that was not accepted.
        answers.put(discard + "100,\"cursor\":\"c1\"}", counts(100, 99, "c2"));
        assertThat(terminal.run("dlt", "discard", "--all", "--gateway", "efi", "--reason", "x"))
                .isEqualTo(1);
        assertThat(terminal.out()).containsPattern("matched +203").containsPattern("accepted +202");
    }

    @Test
    void decidesAboutNoMoreDeadLettersThanTold() {
        String retry = "POST /v1/dead-letters/retry {\"limit\":";
        answers.put(retry + "100}", counts(100, 100, "c1"));
        answers.put(retry + "50,\"cursor\":\"c1\"}", counts(50, 50, "c2"));
        assertThat(terminal.run("dlt", "retry", "--all", "--limit", "150")).isZero();
        assertThat(terminal.out()).containsPattern("matched +150");
        assertThat(terminal.run("dlt", "retry", "--all", "--limit", "0")).isEqualTo(2);

        answers.put(retry + "7}", counts(7, 7, "c1"));
        assertThat(terminal.run("dlt", "retry", "--all", "--limit", "7")).isZero();
    }

    private static String counts(int matched, int accepted, String nextCursor) {
        return "{\"matched\":" + matched + ",\"accepted\":" + accepted + ",\"nextCursor\":"
                + (nextCursor == null ? null : "\"" + nextCursor + "\"") + "}";
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
