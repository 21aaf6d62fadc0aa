package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.RefusedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks that ingest-service refused for their proof, from their topic to the books. */
class RefusedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_PER_ACCOUNT = 5;
    private static final String METRIC = "correnteza_processor_accounts_signatures_failing{gateway=\"%s\"} 1.0";

    private static Books books;
    private static RunningProcessor processor;
    private static Api mine;
    private static Api others;
    private static Broker broker;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(600);

    @BeforeAll
    static void startProcessor() {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.refused.look-every=200ms",
                "--correnteza.processor.refused.max-per-account=" + MAX_PER_ACCOUNT);
        mine = new Api(processor);
        others = new Api(processor, RunningProcessor.OTHER_API_KEY);
        broker = new Broker(TestStack.kafka().bootstrapServers());
    }

    @AfterAll
    static void stopProcessor() {
        mine.close();
        others.close();
        broker.close();
        processor.close();
    }

    @Test
    void letsInOnceWhatTheCorrectedSecretProves() throws Exception {
        String account = create("hotmart", "a-secret-pasted-wrongly");
        refuse("hotmart", account, 1, "the-secret-of-the-gateway", start);
        refuse("hotmart", account, 2, "the-secret-of-somebody", start.plusSeconds(1));
        refuse("hotmart", account, 3, "the-secret-of-the-gateway", start.plusSeconds(2));
        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 3);

        assertThat(verify(account, false).path("authentic").asInt()).isZero();

        post(account, "/secrets", "{\"kind\":\"SIGNING\",\"value\":\"the-secret-of-the-gateway\"}");
        JsonNode shown = verify(account, false);
        assertThat(shown.path("checked").asInt()).isEqualTo(3);
        assertThat(shown.path("letIn").asInt()).isZero();
        assertThat(shown.path("items")
                        .valueStream()
                        .map(item -> item.path("verdict").asString()))
                .containsExactly("understood", "proof_wrong", "understood");
        assertThat(shown.at("/items/0/eventTypes/0").asString()).isEqualTo("payment.paid");
        assertThat(shown.toString()).doesNotContain("@");
        assertThat(published(account)).isEmpty();

        assertThat(verify(account, true).path("letIn").asInt()).isEqualTo(2);
        JsonNode again = verify(account, true);
        assertThat(again.path("letIn").asInt()).isZero();
        assertThat(again.path("checked").asInt()).isEqualTo(1);

        List<ConsumerRecord<String, byte[]>> records = published(account);
        assertThat(records).hasSize(2);
        PaymentEvent event =
                AvroCodec.of(PaymentEvent.class).decode(records.getFirst().value());
        assertThat(event.getReceivedAt()).isIn(start, start.plusSeconds(2));
        assertThat(header(records.getFirst(), "event-id")).isEqualTo(event.getEventId());
        assertThat(StreamSupport.stream(records.getFirst().headers().spliterator(), false)
                        .map(Header::key))
                .containsExactlyInAnyOrder("tenant-id", "account-id", "gateway", "type", "event-id");
        await().atMost(PATIENCE)
                .until(() -> mine.get("/v1/webhooks?status=done&accountId=" + account)
                                .items()
                                .size()
                        == 2);
        // Of the one that stays wrong nobody knows that it came before or after: it is older than the last good one.
        await().atMost(PATIENCE).until(() -> failing(account).isMissingNode());
    }

    @Test
    void writesDownWhatItLetInThoughTheCallerWentAway() throws Exception {
        String account = create("hotmart", "the-secret-of-the-gateway");
        refuse("hotmart", account, 1, "the-secret-of-the-gateway", start);
        await().atMost(PATIENCE)
                .until(() -> verify(account, false).path("authentic").asInt() == 1);
        byte[] body = "{\"letIn\":true}".getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/accounts/" + account + "/refused/verify HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer " + RunningProcessor.API_KEY + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";

        try (HeldLock log = new HeldLock(books.database(), "LOCK TABLE processor.audit_chain");
                Socket caller =
                        new Socket("127.0.0.1", URI.create(processor.url()).getPort())) {
            caller.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            caller.getOutputStream().write(body);
            await().atMost(PATIENCE)
                    .until(() -> books.count(
                                    "refused_webhook WHERE let_in_at IS NOT NULL AND account_id = '" + account + "'")
                            == 1);
            caller.shutdownOutput();
            assertThat(caller.getInputStream().read())
                    .as("the service hangs up too")
                    .isEqualTo(-1);
            log.letGo();
        }

        await().atMost(PATIENCE)
                .until(() -> books.count(
                                "audit_entry WHERE action = 'account.refused_let_in' AND target = '" + account + "'")
                        == 1);
    }

    @Test
    void saysSinceWhenSignaturesFailUntilAGoodWebhookCame() throws Exception {
        String account = create("ticto", "the-secret-of-ticto");
        refuse("ticto", account, 1, "wrong-secret", start);
        refuse("ticto", account, 2, "wrong-secret", start.plusSeconds(1));

        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 2);
        assertThat(failing(account).path("since").asString()).isEqualTo(start.toString());
        assertThat(failing(account).path("lastReason").asString()).isEqualTo("PROOF_WRONG");
        await().atMost(PATIENCE).until(() -> metrics().contains(METRIC.formatted("ticto")));

        good(account, start.plusSeconds(2));
        await().atMost(PATIENCE).until(() -> failing(account).isMissingNode());
        await().atMost(PATIENCE).until(() -> !metrics().contains(METRIC.formatted("ticto")));

        refuse("ticto", account, 3, "wrong-secret", start.plusSeconds(3));
        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 1);
        assertThat(failing(account).path("since").asString())
                .isEqualTo(start.plusSeconds(3).toString());
    }

    @Test
    void saysSinceTheFirstRefusalAfterAGoodWebhookThatCameInBetween() throws Exception {
        String account = create("hotmart", "the-secret-of-hotmart");
        refuse("hotmart", account, 1, "wrong-secret", start);
        refuse("hotmart", account, 2, "wrong-secret", start.plusSeconds(2));
        refuse("hotmart", account, 3, "wrong-secret", start.plusSeconds(3));
        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 3);

        good(account, start.plusSeconds(1));

        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 2);
        assertThat(failing(account).path("since").asString())
                .isEqualTo(start.plusSeconds(2).toString());
    }

    @Test
    void keepsTheNewestOfAFloodAndCountsAll() throws Exception {
        String account = create("hotmart", "the-secret-of-hotmart");

        for (int i = 0; i < 3 * MAX_PER_ACCOUNT; i++) {
            refuse("hotmart", account, i, "wrong-secret", start.plusSeconds(i));
        }

        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 3 * MAX_PER_ACCOUNT);
        await().atMost(PATIENCE)
                .until(() -> verify(account, false).path("checked").asInt() == MAX_PER_ACCOUNT);
        assertThat(verify(account, false).at("/items/0/receivedAt").asString())
                .isEqualTo(start.plusSeconds(2 * MAX_PER_ACCOUNT).toString());
        assertThat(failing(account).path("since").asString()).isEqualTo(start.toString());
    }

    @Test
    void forgetsWhatIsOlderThanItMayBe() throws Exception {
        String account = create("hotmart", "the-secret-of-hotmart");

        refuse("hotmart", account, 1, "wrong-secret", start.minus(Duration.ofDays(8)));

        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 1);
        await().atMost(PATIENCE).until(() -> books.count("refused_webhook WHERE account_id = '" + account + "'") == 0);
    }

    @Test
    void letsNobodyInWhoseAccountIsForeignOrDisabled() throws Exception {
        String account = create("hotmart", "the-secret-of-hotmart");
        post(account, "/disable", "");

        others.post("/v1/accounts/" + account + "/refused/verify", "{}").assertProblem(404, "no such account");
        mine.post("/v1/accounts/" + account + "/refused/verify", "{\"letIn\":true}")
                .assertProblem(409, "disabled (expected: active)");
        assertThat(verify(account, false).path("checked").asInt()).isZero();
    }

    @Test
    void passesOverRecordsThatAreNoRefusedWebhooks() throws Exception {
        String account = create("hotmart", "the-secret-of-hotmart");
        broker.publish(Topics.WEBHOOK_REFUSED, account, new byte[] {1, 2, 3}, RunningProcessor.TENANT);
        broker.publish(Topics.WEBHOOK_REFUSED, account, null, RunningProcessor.TENANT);
        RefusedWebhook unnamed = refused("hotmart", account, 1, "wrong-secret", start);
        unnamed.setRefusalId("no UUID");
        broker.publish(Topics.WEBHOOK_REFUSED, account, encoded(unnamed), RunningProcessor.TENANT);

        refuse("hotmart", account, 2, "wrong-secret", start);

        await().atMost(PATIENCE).until(() -> failing(account).path("count").asInt() == 1);
    }

    private static String create(String gateway, String secret) throws Exception {
        return mine.post("/v1/accounts", "{\"gateway\":\"" + gateway + "\",\"signingSecret\":\"" + secret + "\"}")
                .json()
                .path("accountId")
                .asString();
    }

    private static JsonNode verify(String account, boolean letIn) throws Exception {
        return post(account, "/refused/verify", "{\"letIn\":" + letIn + "}");
    }

    private static JsonNode post(String account, String path, String json) throws Exception {
        Api.Answer answer = mine.post("/v1/accounts/" + account + path, json);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return answer.json();
    }

    private static JsonNode failing(String account) throws Exception {
        return mine.get("/v1/accounts/" + account).json().path("signaturesFailing");
    }

    private static String metrics() throws Exception {
        return mine.get("/actuator/prometheus").body();
    }

    private static void refuse(String gateway, String account, int number, String secret, Instant receivedAt) {
        byte[] record = encoded(refused(gateway, account, number, secret, receivedAt));
        broker.publish(Topics.WEBHOOK_REFUSED, account, record, RunningProcessor.TENANT);
    }

    private static byte[] encoded(RefusedWebhook refused) {
        return AvroCodec.of(RefusedWebhook.class).encode(refused);
    }

    /** As ingest-service writes it. */
    private static RefusedWebhook refused(
            String gateway, String account, int number, String secret, Instant receivedAt) {
        WebhookSender sender = WebhookSenders.find(gateway).orElseThrow();
        Sample sample = Samples.of(gateway).stream()
                .filter(one ->
                        one.name().startsWith("purchase_approved") || one.name().startsWith("authorized"))
                .findFirst()
                .orElseThrow();
        SignedWebhook signed = sender.sign(sender.fresh(sample, number), secret, receivedAt);
        Map<String, String> headers = new HashMap<>();
        signed.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        GatewayAdapter adapter = Gateways.find(gateway).orElseThrow();
        ReceivedWebhook received = new ReceivedWebhook(
                new Account(RunningProcessor.TENANT, account, Map.of()), headers, signed.query(), signed.body());
        return new RefusedWebhook(
                UUID.randomUUID().toString(),
                RunningProcessor.TENANT,
                account,
                gateway,
                "PROOF_WRONG",
                receivedAt,
                "POST",
                headers,
                signed.query(),
                EventSource.raw(adapter, received));
    }

    private static void good(String account, Instant receivedAt) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 0);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId("good-of-" + account);
        event.setWebhookToken(null);
        event.setReceivedAt(receivedAt);
        broker.publish(Topics.PAYMENT_EVENTS, event);
    }

    private static List<ConsumerRecord<String, byte[]>> published(String account) {
        return broker.read(Topics.PAYMENT_EVENTS).stream()
                .filter(record -> account.equals(header(record, "account-id")))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
