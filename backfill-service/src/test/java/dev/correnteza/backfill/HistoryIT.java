package dev.correnteza.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.hotmart.HotmartAdapter;
import dev.correnteza.simulator.webhook.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class HistoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLES = 5;
    private static final int GENERATED = 130;

    // Spans several windows of 30 days.
    private static final String GENERATED_FROM = "2025-12-20T00:00:00Z";
    private static final String GENERATED_TO = "2026-04-05T00:00:00Z";

    private BackfillStack stack;

    @BeforeEach
    void start() {
        stack = new BackfillStack();
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void publishesTheWholeHistoryToTheBackfillLane(CapturedOutput log) {
        stack.simulate("/sales", "{\"count\": " + GENERATED + ", \"seed\": 1}");

        JsonNode run = done(begin("full", GENERATED_FROM, GENERATED_TO));

        List<PaymentEvent> lane = stack.lane();
        assertThat(transactions(lane)).hasSize(GENERATED);
        assertThat(lane).extracting(PaymentEvent::getLane).containsOnly(Lane.BACKFILL);
        assertThat(lane).extracting(PaymentEvent::getTenantId).containsOnly(stack.tenant);
        assertThat(run.path("records").asInt()).isEqualTo(lane.size());
        assertThat(run.path("published").asInt()).isEqualTo(lane.size());
        assertThat(run.path("notUnderstood").asInt()).isZero();
        assertThat(run.path("progress").asDouble()).isEqualTo(1);
        assertThat(log).doesNotContain(BackfillStack.CLIENT_SECRET, "@example.com", "Pessoa Exemplo", "Joana");
    }

    @Test
    void writesTheCorrelationKeyAndTheHeaders() {
        done(begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z"));

        assertThat(stack.read(Topics.PAYMENT_EVENTS_BACKFILL)).hasSize(SAMPLES).allSatisfy(written -> {
            PaymentEvent event = BackfillStack.event(written);
            assertThat(written.key()).isEqualTo(CorrelationKey.of(event));
            assertThat(new String(
                            written.headers().lastHeader(RecordHeaders.EVENT_ID).value(), StandardCharsets.UTF_8))
                    .isEqualTo(event.getEventId());
            assertThat(new String(
                            written.headers()
                                    .lastHeader(RecordHeaders.TENANT_ID)
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(stack.tenant);
        });
    }

    @Test
    void givesTheEventIdThatTheWebhookOfTheSaleGives() {
        PaymentEvent webhook = webhook("purchase_approved-pix");
        ObjectNode sale = sale(webhook.getGatewayTransactionId(), "COMPLETE");
        stack.simulate("/sales", "{\"sale\": " + sale + "}");

        done(begin("full", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"));

        assertThat(stack.lane()).singleElement().satisfies(event -> {
            assertThat(event.getEventId()).isEqualTo(webhook.getEventId());
            assertThat(event.getType()).isEqualTo(webhook.getType());
        });
    }

    @Test
    void quarantinesWhatIsNotUnderstood() throws Exception {
        ObjectNode sale = sale("HP90000000000001", "APPROVED");
        ((ObjectNode) sale.path("purchase").path("price")).put("currency_code", "XXX1");
        stack.simulate("/sales", "{\"sale\": " + sale + "}");

        JsonNode run = done(begin("full", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"));

        assertThat(run.path("notUnderstood").asInt()).isEqualTo(1);
        var quarantined = stack.read(Topics.WEBHOOK_QUARANTINE);
        assertThat(quarantined).singleElement().satisfies(written -> {
            assertThat(written.key()).isEqualTo(stack.account);
            QuarantinedWebhook webhook = AvroCodec.of(QuarantinedWebhook.class).decode(written.value());
            assertThat(webhook.getReason()).isEqualTo("UNKNOWN_CURRENCY");
            assertThat(StandardCharsets.UTF_8.decode(webhook.getRaw().getBody()).toString())
                    .contains("HP90000000000001");
        });
    }

    @Test
    void losesNoPageWhenTheServiceStopsInTheMiddle() {
        stack.simulate("/sales", "{\"count\": " + GENERATED + ", \"seed\": 2}");
        String id = begin("full", GENERATED_FROM, GENERATED_TO);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> run(id).path("pages").asInt() >= 3);

        stack.restart();

        JsonNode run = done(id);
        assertThat(transactions(stack.lane())).hasSize(GENERATED);
        assertThat(new HashSet<>(
                        stack.lane().stream().map(PaymentEvent::getEventId).toList()))
                .hasSize(GENERATED);
        assertThat(run.path("published").asInt()).isGreaterThanOrEqualTo(GENERATED);
    }

    @Test
    void renewsATokenThatExpiresInTheMiddle(CapturedOutput log) {
        stack.simulate("/sales", "{\"count\": " + GENERATED + ", \"seed\": 3}");
        stack.simulate("/faults", "{\"kind\": \"token_expired\", \"after\": 4}");

        done(begin("full", GENERATED_FROM, GENERATED_TO));

        assertThat(transactions(stack.lane())).hasSize(GENERATED);
        assertThat(stack.calls().path("token").asInt()).isEqualTo(2);
        assertThat(log).doesNotContain(BackfillStack.CLIENT_SECRET);
    }

    @Test
    void waitsAsLongAsTheGatewayAsksAndLosesNothing() {
        stack.simulate("/faults", "{\"kind\": \"too_many_requests\", \"after\": 1, \"retryAfterSeconds\": 2}");
        Instant begun = Instant.now();

        done(begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z"));

        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
        assertThat(transactions(stack.lane())).hasSize(SAMPLES);
    }

    @Test
    void triesAgainAfterFaultsOfTheGateway() {
        for (String kind : List.of("internal_error", "bad_gateway", "cut_off", "closed")) {
            stack.simulate("/faults", "{\"kind\": \"" + kind + "\"}");
        }

        done(begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z"));

        assertThat(transactions(stack.lane())).hasSize(SAMPLES);
    }

    @Test
    void beginsAGroupAgainWhenItsPageTokenIsRefused() {
        stack.simulate("/sales", "{\"count\": " + GENERATED + ", \"seed\": 4}");
        stack.simulate("/faults", "{\"kind\": \"page_token_refused\", \"after\": 1, \"times\": 1}");

        done(begin("full", GENERATED_FROM, GENERATED_TO));

        assertThat(transactions(stack.lane())).hasSize(GENERATED);
    }

    @Test
    void refusesToStartOnTopicsThatCouldLoseRecords() {
        assertThatThrownBy(() -> stack.restart("--correnteza.topics.replicas=3"))
                .hasStackTraceContaining("payment-events-backfill: replicas=1 (expected: 3 or more)")
                .hasStackTraceContaining("min.insync.replicas=1 (expected: 2 or more)");
    }

    @Test
    void failsForGoodWhenTheCredentialsAreWrong(CapturedOutput log) {
        stack.restart("--correnteza.backfill.accounts[0].client-secret=a-wrong-one");
        String id = begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z");

        await().atMost(PATIENCE).until(() -> state(id).equals("FAILED"));

        assertThat(run(id).path("errorCode").asString()).isEqualTo("GATEWAY_CREDENTIALS_REFUSED");
        assertThat(log).doesNotContain("a-wrong-one");
    }

    @Test
    void saysNothingOfTheCredentialsWhenNobodyAnswers(CapturedOutput log) {
        stack.restart(
                "--correnteza.backfill.gateways.hotmart.token-url=http://127.0.0.1:9/security/oauth/token",
                "--correnteza.backfill.gateways.hotmart.max-attempts=2");
        String id = begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z");

        await().atMost(PATIENCE)
                .until(() -> run(id).path("errorCode").asString("").equals("GATEWAY_UNAVAILABLE"));

        assertThat(state(id)).isEqualTo("RUNNING");
        assertThat(log).contains("job waits after a fault").doesNotContain(BackfillStack.CLIENT_SECRET);
    }

    @Test
    void cancelsARun() {
        stack.simulate("/sales", "{\"count\": " + GENERATED + ", \"seed\": 5}");
        stack.simulate("/faults", "{\"kind\": \"too_many_requests\", \"after\": 2, \"retryAfterSeconds\": 120}");
        String id = begin("full", GENERATED_FROM, GENERATED_TO);
        await().atMost(PATIENCE).until(() -> run(id).path("pages").asInt() == 2);

        stack.post("/v1/backfills/" + id + "/cancel", "");

        assertThat(state(id)).isEqualTo("CANCELED");
        assertThat(stack.send(stack.tenant, "POST", "/v1/backfills/" + id + "/cancel", "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void showsOnePageOfMappingsInATrialAndPublishesNothing() {
        JsonNode trial = stack.post(
                "/v1/backfills", request(stack.account, "trial", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z"));

        assertThat(trial.path("mappings")).isNotEmpty().allSatisfy(mapping -> {
            assertThat(mapping.path("type").asString()).isEqualTo("payment.pending");
            assertThat(mapping.path("eventId").asString()).hasSize(36);
        });
        assertThat(trial.toString()).doesNotContain("@example.com", "Joana");
        assertThat(trial.path("published").asInt()).isZero();
        assertThat(stack.lane()).isEmpty();
        assertThat(state(trial.path("id").asString())).isEqualTo("DONE");
    }

    @Test
    void countsInADryRunAndPublishesNothing() {
        JsonNode run = done(stack.post("/v1/backfills", """
                        {"accountId": "%s", "from": "2021-06-01T00:00:00Z", "to": "2021-07-01T00:00:00Z", "dryRun": true}""".formatted(stack.account))
                .path("id")
                .asString());

        assertThat(run.path("records").asInt()).isEqualTo(SAMPLES);
        assertThat(run.path("published").asInt()).isZero();
        assertThat(stack.lane()).isEmpty();
    }

    @Test
    void showsATenantNothingOfAnother() {
        String id = begin("full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z");
        String foreignAccount = request(stack.foreignAccount, "full", "2021-06-01T00:00:00Z", "2021-07-01T00:00:00Z");

        assertThat(stack.send(stack.tenant, "POST", "/v1/backfills", foreignAccount)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stack.send(stack.foreignTenant, "GET", "/v1/backfills/" + id, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stack.send(stack.foreignTenant, "POST", "/v1/backfills/" + id + "/cancel", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stack.send(stack.foreignTenant, "GET", "/v1/backfills", null).body())
                .isEqualTo("[]");
        assertThat(stack.send(null, "GET", "/v1/backfills/" + id, null).statusCode())
                .isEqualTo(401);
        done(id);
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String body : List.of(
                request(stack.account, "full", "2021-07-01T00:00:00Z", "2021-06-01T00:00:00Z"),
                request(stack.account, "full", "2021-07-01T00:00:00Z", "2999-06-01T00:00:00Z"),
                "{\"accountId\": \"" + stack.account + "\"}")) {
            assertThat(stack.send(stack.tenant, "POST", "/v1/backfills", body).statusCode())
                    .isEqualTo(422);
        }
        assertThat(stack.send(stack.tenant, "POST", "/v1/backfills", "{\"acount\": 1}")
                        .statusCode())
                .isEqualTo(400);
    }

    private String begin(String mode, String from, String to) {
        return stack.post("/v1/backfills", request(stack.account, mode, from, to))
                .path("id")
                .asString();
    }

    private static String request(String account, String mode, String from, String to) {
        return "{\"accountId\": \"%s\", \"mode\": \"%s\", \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(account, mode, from, to);
    }

    private JsonNode run(String id) {
        return stack.get("/v1/backfills/" + id);
    }

    private String state(String id) {
        return run(id).path("state").asString();
    }

    private JsonNode done(String id) {
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        return run(id);
    }

    private PaymentEvent webhook(String sample) {
        byte[] body = Samples.find("hotmart", sample).orElseThrow().body();
        Account account = new Account(stack.tenant, stack.account, Map.of());
        var webhook = new VerifiedWebhook(
                new ReceivedWebhook(account, Map.of(), Map.of(), body), Instant.parse("2026-01-15T00:00:00Z"));
        return ((Understood) new HotmartAdapter().normalize(webhook)).events().getFirst();
    }

    private static ObjectNode sale(String transaction, String status) {
        ObjectNode sale = (ObjectNode) JsonMapper.shared().readTree("""
                {"product": {"name": "Curso", "id": 1}, "buyer": {"name": "Pessoa Exemplo", "email": "p@example.com"},
                 "purchase": {"order_date": 1768000000000, "approved_date": 1768000060000,
                  "price": {"value": 10.5, "currency_code": "BRL"}, "payment": {"type": "PIX", "installments_number": 1}}}""");
        ((ObjectNode) sale.path("purchase")).put("transaction", transaction).put("status", status);
        return sale;
    }

    private static Set<String> transactions(List<PaymentEvent> events) {
        return events.stream().map(PaymentEvent::getGatewayTransactionId).collect(Collectors.toSet());
    }
}
