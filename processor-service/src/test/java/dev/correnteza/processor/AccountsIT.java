package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/accounts} over HTTP, and what it writes to the accounts' topic. */
class AccountsIT {
    private static RunningProcessor processor;
    private static Api mine;
    private static Api others;
    private static Broker broker;

    @BeforeAll
    static void start() {
        processor = RunningProcessor.start(TestStack.freshDatabase());
        mine = new Api(processor);
        others = new Api(processor, RunningProcessor.OTHER_API_KEY);
        broker = new Broker(TestStack.kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        mine.close();
        others.close();
        broker.close();
        processor.close();
    }

    @Test
    void publishesAccountsWithSecretsThatOnlyTheKeyOpens() throws Exception {
        Answer created = create(
                "{\"gateway\":\"hotmart\",\"displayName\":\"My shop\",\"signingSecret\":\"the-signing-secret\"}");

        String accountId = created.json().path("accountId").asString();
        String url = created.json().path("webhookUrl").asString();
        String urlSecret = url.substring(url.lastIndexOf('/') + 1);
        byte[] record = lastRecord(accountId);
        assertThat(new String(record, StandardCharsets.ISO_8859_1))
                .doesNotContain("the-signing-secret")
                .doesNotContain(urlSecret);
        assertThat(opened(record)).containsExactlyInAnyOrder("the-signing-secret", urlSecret);
        assertThat(mine.get("/v1/accounts").items())
                .extracting(one -> one.path("accountId").asString())
                .contains(accountId);
        assertThat(mine.get("/v1/accounts").body()).doesNotContain(urlSecret).doesNotContain("the-signing-secret");
        assertThat(mine.get("/v1/accounts?reveal=true").body()).contains(url).contains("the-signing-secret");
        assertThat(others.get("/v1/accounts?reveal=true").items()).isEmpty();
    }

    /** Who publishes a change may be no more before it is written down: then whoever reads it does. */
    @Test
    void writesAPublishedChangeDownOnceWhoeverLivesToDoIt() throws Exception {
        String accountId =
                create("{\"gateway\":\"hotmart\"}").json().path("accountId").asString();
        String change = "{\"changeId\":\"" + UUID.randomUUID()
                + "\",\"keyId\":\"key_gone\",\"action\":\"account.disabled\",\"details\":{\"a\":\"b\"}}";

        for (String header : List.of("no change", "{}", change, change)) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topics.GATEWAY_ACCOUNTS, accountId, lastRecord(accountId));
            record.headers().add("account-change", header.getBytes(StandardCharsets.UTF_8));
            broker.send(record);
        }
        GatewayAccount renamed = decoded(lastRecord(accountId));
        renamed.setDisplayName("after all of them");
        broker.send(new ProducerRecord<>(
                Topics.GATEWAY_ACCOUNTS,
                accountId,
                AvroCodec.of(GatewayAccount.class).encode(renamed)));

        await().until(() -> mine.get("/v1/accounts/" + accountId)
                .json()
                .path("displayName")
                .asString("")
                .equals("after all of them"));
        List<JsonNode> entries = mine.get("/v1/audit?limit=200").items().stream()
                .filter(entry -> entry.path("target").asString().equals(accountId))
                .toList();
        assertThat(entries.reversed())
                .extracting(entry -> entry.path("keyId").asString().replaceAll("_.*", "") + " "
                        + entry.path("action").asString() + " "
                        + entry.path("details").path("a").asString(""))
                .containsExactly("configured account.created ", "key account.disabled b");
        assertThat(mine.get("/v1/audit/verify").json().path("intact").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gateway\":\"acmepay\"} | gateway (expected: one of",
                "{} | gateway (expected: one of",
                "{\"gateway\":\"hotmart\",\"signingSecret\":\"short\"} | signingSecret (expected: at least 8",
                "{\"gateway\":\"hotmart\",\"signingSecret\":\"\"} | signingSecret (expected: at least 8",
                "{\"gateway\":\"hotmart\",\"displayName\":\"a\\u0000b\"} | without NUL",
                "{\"gateway\":\"hotmart\",\"settings\":{\"a\":\"\\u0000\"}} | without NUL",
                "{\"gateway\":\"hotmart\",\"settings\":{\"a\":null}} | settings (expected:",
                "{\"gateway\":\"hotmart\",\"settings\":{\"authentication\":\"url\"}} | settings (expected: no authentication=url",
                "no json | body (expected: JSON"
            })
    void refusesAccountsThatCannotWork(String json, String expected) throws Exception {
        mine.post("/v1/accounts", json).assertProblem(400, expected);
    }

    @Test
    void showsAnAccountWithItsSecretsTimesAndNotTheirValues() throws Exception {
        Answer created = create("{\"gateway\":\"hotmart\",\"signingSecret\":\"secret-on-a-page\"}");
        String path = path(created);

        JsonNode page = mine.get(path).json();

        assertThat(page.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(page.path("secrets")
                        .valueStream()
                        .map(secret -> secret.path("kind").asString()))
                .containsExactly("URL", "SIGNING");
        assertThat(page.path("secrets").valueStream())
                .allSatisfy(secret ->
                        assertThat(secret.path("readable").asBoolean()).isTrue());
        assertThat(page.toString()).doesNotContain("secret-on-a-page").doesNotContain("webhookUrl");
        assertThat(mine.get(path + "?reveal=true").json().path("webhookUrl"))
                .isEqualTo(created.json().path("webhookUrl"));
    }

    @Test
    void makesAForeignAccountLookLikeNone() throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\"}"));

        others.get(path).assertProblem(404, "no such account");
        others.post(path + "/disable", "").assertProblem(404, "no such account");
        others.post(path + "/enable", "").assertProblem(404, "no such account");
        others.post(path + "/secrets", "{\"kind\":\"URL\"}").assertProblem(404, "no such account");
        others.post(path + "/test", "").assertProblem(404, "no such account");
        mine.get("/v1/accounts/acc_none").assertProblem(404, "no such account");
        assertThat(mine.get(path).json().path("secrets")).hasSize(2);
        assertThat(mine.get(path).json().path("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void publishesThatAnAccountIsDisabledAndEnabled() throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\"}"));

        assertThat(mine.post(path + "/disable", "").json().path("status").asString())
                .isEqualTo("DISABLED");
        assertThat(decoded(lastRecord(id(path))).getStatus()).isEqualTo(AccountStatus.DISABLED);

        assertThat(mine.post(path + "/enable", "").json().path("status").asString())
                .isEqualTo("ACTIVE");
        assertThat(decoded(lastRecord(id(path))).getStatus()).isEqualTo(AccountStatus.ACTIVE);
    }

    @Test
    void rotatesSecretsWithAnOverlap() throws Exception {
        Answer created = create("{\"gateway\":\"hotmart\",\"signingSecret\":\"the-first-secret\"}");
        String path = path(created);

        Answer rotated = mine.post(
                path + "/secrets", "{\"kind\":\"SIGNING\",\"value\":\"the-second-secret\",\"overlap\":\"PT1H\"}");
        Answer moved = mine.post(path + "/secrets", "{\"kind\":\"URL\"}");

        assertThat(rotated.status()).as(rotated.body()).isEqualTo(201);
        assertThat(rotated.json().path("signingSecrets").valueStream().map(JsonNode::asString))
                .containsExactly("the-second-secret", "the-first-secret");
        assertThat(moved.json().path("webhookUrl").asString())
                .isNotEqualTo(created.json().path("webhookUrl").asString())
                .contains(id(path));
        String firstUrl = created.json().path("webhookUrl").asString();
        String secondUrl = moved.json().path("webhookUrl").asString();
        assertThat(opened(lastRecord(id(path))))
                .containsExactlyInAnyOrder(
                        "the-first-secret",
                        "the-second-secret",
                        firstUrl.substring(firstUrl.lastIndexOf('/') + 1),
                        secondUrl.substring(secondUrl.lastIndexOf('/') + 1));
        mine.post(path + "/secrets", "{\"kind\":\"SIGNING\",\"value\":\"the-first-secret\"}")
                .assertProblem(400, "value (expected: one that this account never had)");
        mine.post(path + "/secrets", "{\"kind\":\"SIGNING\",\"overlap\":\"PT721H\"}")
                .assertProblem(400, "overlap (expected: PT0S to");
    }

    @Test
    void losesNoneOfTheChangesThatAreMadeAtOnce() throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\",\"signingSecret\":\"the-first-secret\"}"));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> rotations = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> rotate(path, "concurrent-secret-" + i), threads))
                    .toList();
            assertThat(rotations.stream().map(CompletableFuture::join)).containsOnly(201);
        }

        assertThat(opened(lastRecord(id(path))))
                .contains("the-first-secret")
                .contains("concurrent-secret-0", "concurrent-secret-1", "concurrent-secret-2", "concurrent-secret-3");
    }

    @Test
    void saysWhatWouldStopWebhooks() throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\",\"settings\":{\"colour\":\"blue\"}}"));
        mine.post(path + "/disable", "");

        JsonNode result = mine.post(path + "/test", "").json();

        assertThat(result.path("ready").asBoolean()).isFalse();
        assertThat(result.path("problems")
                        .valueStream()
                        .map(one -> one.path("code").asString()))
                .containsExactly("account_disabled", "setting_unknown");
        assertThat(result.has("sample")).isFalse();
    }

    @Test
    void showsWhatASampleWouldBecomeAndPublishesNothing() throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\",\"signingSecret\":\"the-right-secret\"}"));

        JsonNode right = mine.post(path + "/test", sample("the-right-secret")).json();
        JsonNode wrong = mine.post(path + "/test", sample("the-wrong-secret")).json();

        assertThat(right.path("ready").asBoolean()).isTrue();
        assertThat(right.at("/sample/authentic").asBoolean()).isTrue();
        assertThat(right.at("/sample/outcome").asString()).isEqualTo("understood");
        assertThat(right.at("/sample/events/0/type").asString()).isEqualTo("payment.paid");
        assertThat(right.at("/sample/events/0/amountMinor").asLong()).isPositive();
        assertThat(right.toString()).doesNotContain("@");
        assertThat(wrong.at("/sample/authentic").asBoolean()).isFalse();
        assertThat(wrong.at("/sample/outcome").asString()).isEqualTo("proof_wrong");
        assertThat(wrong.at("/sample/events")).isEmpty();
        assertThat(broker.read(Topics.PAYMENT_EVENTS))
                .noneMatch(record -> record.key().startsWith(id(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"body\":\"***\"}", "{\"body\":\"e30=\",\"headers\":{\"a\":null}}"})
    void refusesSamplesThatAreNoRequests(String json) throws Exception {
        String path = path(create("{\"gateway\":\"hotmart\"}"));

        mine.post(path + "/test", json).assertProblem(400, "(expected:");
    }

    private static Answer create(String json) throws Exception {
        Answer created = mine.post("/v1/accounts", json);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created;
    }

    private static int rotate(String path, String secret) {
        try {
            return mine.post(path + "/secrets", "{\"kind\":\"SIGNING\",\"value\":\"" + secret + "\"}")
                    .status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String sample(String hottok) {
        SignedWebhook signed = WebhookSenders.find("hotmart")
                .orElseThrow()
                .sign(Samples.find("hotmart", "purchase_approved-pix").orElseThrow(), hottok, Instant.now());
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "headers", signed.headers(), "body", Base64.getEncoder().encodeToString(signed.body())));
    }

    private static String path(Answer created) {
        return "/v1/accounts/" + created.json().path("accountId").asString();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] lastRecord(String accountId) {
        return broker.read(Topics.GATEWAY_ACCOUNTS).stream()
                .filter(one -> one.key().equals(accountId))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .value();
    }

    private static GatewayAccount decoded(byte[] record) throws Exception {
        return AvroCodec.of(GatewayAccount.class).decode(record);
    }

    private static List<String> opened(byte[] record) throws Exception {
        GatewayAccount account = decoded(record);
        SecretCipher cipher = new SecretCipher(Map.of("k1", new byte[32]), "k1");
        List<String> opened = new ArrayList<>();
        for (AccountSecret secret : account.getSecrets()) {
            byte[] ciphertext = new byte[secret.getCiphertext().remaining()];
            secret.getCiphertext().get(ciphertext);
            opened.add(cipher.decrypt(
                    ciphertext,
                    secret.getKeyId(),
                    SecretCipher.place(account.getAccountId(), secret.getSecretId(), secret.getKind())));
        }
        return opened;
    }
}
