package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets that change while webhooks come in, and what is kept of those that were refused for theirs. */
class RotationAndRefusedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SENDERS = 2;
    private static final int BURST = 100;
    private static final int FLOOD = 300;

    private static final Sample SAMPLE = WebhookSenders.find("hotmart")
            .orElseThrow()
            .fresh(Samples.find("hotmart", "purchase_approved-pix").orElseThrow(), 7_000);

    private static TestTopics topics;
    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        topics = TestTopics.shared();
        ingest = RunningIngest.start(topics.bootstrapServers()).awaitReady();
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void refusesNothingWhileSecretsRotateUnderLoad() throws Exception {
        TestAccount before = hosted(TestAccount.create());
        TestAccount after = before.rotated();
        // What senders use: until the new secrets are known the old ones only, then both, in the end the new ones only.
        AtomicReference<List<TestAccount>> inUse = new AtomicReference<>(List.of(before));
        Queue<Integer> answers = new ConcurrentLinkedQueue<>();

        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            try {
                for (int sender = 0; sender < SENDERS; sender++) {
                    senders.execute(() -> postWhile(inUse, answers));
                }
                awaitMore(answers);
                topics.publish(after.overlapping(before, Instant.now().plusSeconds(3_600)));
                await().atMost(PATIENCE).until(() -> post(after) == 200);
                inUse.set(List.of(before, after));
                awaitMore(answers);
                inUse.set(List.of(after));
                awaitMore(answers);
                topics.publish(after, AccountStatus.ACTIVE);
                await().atMost(PATIENCE).until(() -> post(before) == 404);
                awaitMore(answers);
            } finally {
                inUse.set(List.of());
            }
        }

        assertThat(answers).hasSizeGreaterThan(60).containsOnly(200);
    }

    @Test
    void keepsWhatWasRefusedForItsProof() throws Exception {
        TestAccount account = hosted(TestAccount.create());
        byte[] body = account.sign(SAMPLE).body();
        Map<String, String> headers = Map.of("Content-Type", "application/json", "X-HOTMART-HOTTOK", "a-wrong-one");

        assertThat(ingest.post(account.path() + "?b=2&a=1", headers, body).statusCode())
                .isEqualTo(401);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refused(account)).hasSize(2));
        GenericRecord record = refused(account).stream()
                .filter(one -> one.get("reason").toString().equals("PROOF_WRONG"))
                .findFirst()
                .orElseThrow();
        assertThat(record.get("tenantId")).hasToString(TestAccount.TENANT);
        assertThat(record.get("gateway")).hasToString("hotmart");
        assertThat(record.get("proof").toString()).contains("x-hotmart-hottok=a-wrong-one");
        assertThat(record.get("proofQuery")).hasToString("{a=1, b=2}");
        assertThat(((GenericRecord) record.get("raw")).get("body")).isEqualTo(ByteBuffer.wrap(body));
    }

    @Test
    void keepsNothingThatCannotBeReadOrWentToAWrongAddress() throws Exception {
        TestAccount account = TestAccount.create();
        topics.publish(account, AccountStatus.ACTIVE);
        await().atMost(PATIENCE).until(() -> post(account) == 200);
        String wrongAddress = "/webhooks/hotmart/" + account.accountId() + "/wrong";
        byte[] bomb = ("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).getBytes(UTF_8);

        assertThat(ingest.post(wrongAddress, Map.of(), new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(ingest.post(account.path(), Map.of(), bomb).statusCode()).isEqualTo(400);

        // What is kept of another webhook after them says that they would have been, too.
        assertThat(ingest.post(account.path(), Map.of(), "{}".getBytes(UTF_8)).statusCode())
                .isEqualTo(401);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refused(account)).isNotEmpty());
        assertThat(refused(account)).hasSize(1);
    }

    @Test
    void keepsABoundedNumberOfAFloodAndTakesOthersMeanwhile() throws Exception {
        TestAccount flooded = hosted(TestAccount.create());
        TestAccount other = hosted(TestAccount.create());

        for (int i = 0; i < FLOOD; i++) {
            assertThat(ingest.post(flooded.path(), Map.of("X-HOTMART-HOTTOK", "wrong"), new byte[0])
                            .statusCode())
                    .isEqualTo(401);
        }

        assertThat(post(other)).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refused(flooded)).hasSizeGreaterThanOrEqualTo(BURST));
        // At most as much as flows in again while the flood lasts.
        assertThat(refused(flooded)).hasSizeLessThan(BURST + FLOOD / 4);
        assertThat(ingest.send("GET", "/actuator/prometheus").body())
                .containsPattern(
                        "correnteza_ingest_refused_total\\{gateway=\"hotmart\",outcome=\"over_budget\"} [1-9]");
    }

    private static TestAccount hosted(TestAccount account) throws Exception {
        topics.publish(account, AccountStatus.ACTIVE);
        ingest.awaitHosted(account);
        return account;
    }

    private static void postWhile(AtomicReference<List<TestAccount>> inUse, Queue<Integer> answers) {
        for (List<TestAccount> accounts = inUse.get(); !accounts.isEmpty(); accounts = inUse.get()) {
            accounts.forEach(account -> answers.add(post(account)));
        }
    }

    private static void awaitMore(Queue<Integer> answers) {
        int until = answers.size() + 20;
        await().atMost(PATIENCE).until(() -> answers.size() >= until);
    }

    private static int post(TestAccount account) {
        SignedWebhook signed = account.sign(SAMPLE);
        try {
            return ingest.post(account.path(), signed.headers(), signed.body()).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Those that differ: delivery is at least once. */
    private static List<GenericRecord> refused(TestAccount account) {
        return topics.read(Topics.WEBHOOK_REFUSED, record -> record.key().equals(account.accountId())).stream()
                .map(record -> {
                    try {
                        return WireRecord.decode(record.value());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .distinct()
                .toList();
    }
}
