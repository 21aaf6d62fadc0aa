package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused or put aside, and how it is answered. */
class RefusalsIT {
    private static final TestAccount ACCOUNT = TestAccount.create();
    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;

    private static TestTopics topics;
    private static RunningIngest ingest;

    @BeforeAll
    static void start() throws Exception {
        topics = TestTopics.shared();
        topics.publish(ACCOUNT, AccountStatus.ACTIVE);
        ingest = RunningIngest.start(topics.bootstrapServers()).awaitReady();
        ingest.awaitHosted(ACCOUNT);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void doesNotTellWhatIsWrongWithAnAddress() throws Exception {
        List<String> addresses = List.of(
                "/webhooks/hotmart/" + ACCOUNT.accountId() + "/wrong",
                "/webhooks/hotmart/" + ACCOUNT.accountId() + "/" + ACCOUNT.urlSecret() + "x",
                "/webhooks/hotmart/nobody/" + ACCOUNT.urlSecret(),
                "/webhooks/nogateway/" + ACCOUNT.accountId() + "/" + ACCOUNT.urlSecret(),
                "/webhooks/guru/" + ACCOUNT.accountId() + "/" + ACCOUNT.urlSecret(),
                "/webhooks/HOTMART/" + ACCOUNT.accountId() + "/" + ACCOUNT.urlSecret(),
                "/webhooks/hotmart/" + ACCOUNT.accountId(),
                "/webhooks/hotmart/" + ACCOUNT.accountId() + "/" + ACCOUNT.urlSecret() + "/more",
                "/webhooks");
        SignedWebhook signed = ACCOUNT.sign(Samples.of("hotmart").getFirst());

        for (String address : addresses) {
            HttpResponse<String> answer = ingest.post(address, signed.headers(), signed.body());

            assertThat(answer.statusCode()).as(address).isEqualTo(404);
            assertThat(answer.body())
                    .as(address)
                    .isEqualTo("{\"title\":\"no such webhook address\",\"status\":404,\"reason\":\"unknown_address\"}");
            assertThat(answer.headers().map().keySet())
                    .as(address)
                    .containsExactlyInAnyOrder("content-type", "content-length");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void answersOtherMethodsAsIfNothingWereThere(String method) throws Exception {
        HttpResponse<String> answer = ingest.send(method, ACCOUNT.path());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain(ACCOUNT.urlSecret()).doesNotContain("Exception");
    }

    @Test
    void refusesAWrongMissingOrEmptyHottok() throws Exception {
        SignedWebhook signed = ACCOUNT.sign(Samples.of("hotmart").getFirst());

        for (String hottok : List.of("wrong", ACCOUNT.hottok() + "x", "", ACCOUNT.urlSecret())) {
            assertThat(withHottok(signed, hottok).statusCode()).as(hottok).isEqualTo(401);
        }
        HttpResponse<String> missing =
                ingest.post(ACCOUNT.path(), Map.of("Content-Type", "application/json"), signed.body());
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.body())
                .isEqualTo("{\"title\":\"not authentic\",\"status\":401,\"reason\":\"proof_missing\"}");
        assertThat(topics.read(
                        Topics.PAYMENT_EVENTS,
                        record -> Arrays.equals(
                                record.headers().lastHeader("account-id").value(),
                                ACCOUNT.accountId().getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void refusesABodyOverTheLimitDeclaredOrNot() throws Exception {
        byte[] body = new byte[TWO_MEGABYTES];
        Arrays.fill(body, (byte) ' ');

        HttpResponse<String> declared = ingest.post(ACCOUNT.path(), hottok(), body);
        HttpResponse<String> chunked = ingest.post(
                ACCOUNT.path(), hottok(), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesABodyThatDoesNotArrive() throws Exception {
        // Of its own: on a machine that stalls, a body of the other tests could seem not to arrive.
        try (RunningIngest impatient = RunningIngest.start(
                        topics.bootstrapServers(), "--correnteza.ingest.webhook.read-within=500ms");
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            socket.setSoTimeout(Math.toIntExact(RunningIngest.PATIENCE.toMillis()));
            socket.getOutputStream()
                    .write(("POST " + ACCOUNT.path() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void takesABodyThatJustFits() throws Exception {
        String sample = new String(
                Samples.find("hotmart", "purchase_approved-pix").orElseThrow().body(), UTF_8);
        byte[] body = (sample + " ".repeat(1_048_576 - sample.getBytes(UTF_8).length)).getBytes(UTF_8);

        assertThat(ingest.post(ACCOUNT.path(), hottok(), body).statusCode()).isEqualTo(200);
    }

    @Test
    void takesALargeBodyThatDoesNotCompress() throws Exception {
        StringBuilder noise = new StringBuilder();
        var random = new Random(7);
        while (noise.length() < 1_000_000) {
            noise.append(Long.toString(random.nextLong(), 36));
        }
        byte[] body = ("{\"id\":\"x\",\"event\":\"NEW_EVENT\",\"version\":\"2.0.0\",\"noise\":\"" + noise + "\"}")
                .getBytes(UTF_8);

        assertThat(ingest.post(ACCOUNT.path(), hottok(), body).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesBombs() throws Exception {
        String nested = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        String number = "{\"a\":" + "9".repeat(100_000) + "}";
        String tokens = "{\"a\":[" + "1,".repeat(100_000) + "1]}";

        for (String bomb : List.of(nested, number, tokens)) {
            HttpResponse<String> answer = ingest.post(ACCOUNT.path(), hottok(), bomb.getBytes(UTF_8));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("body_too_complex");
        }
    }

    @Test
    void quarantinesWhatIsAuthenticAndCannotBeRead() throws Exception {
        byte[] broken = ("{\"broken\": \"" + ACCOUNT.accountId() + "\"").getBytes(UTF_8);

        HttpResponse<String> answer = ingest.post(ACCOUNT.path(), hottok(), broken);

        assertThat(answer.statusCode()).isEqualTo(200);
        GenericRecord record = quarantined(broken);
        assertThat(record.get("reason")).hasToString("UNREADABLE_BODY");
        assertThat(record.get("detail")).isNull();
        assertThat(record.get("accountId")).hasToString(ACCOUNT.accountId());
        assertThat(record.get("tenantId")).hasToString(TestAccount.TENANT);
        assertThat(record.get("gateway")).hasToString("hotmart");
        assertThat(record.get("raw").toString()).doesNotContain(ACCOUNT.hottok());
    }

    @Test
    void quarantinesAnUnknownStatusAndNamesTheWord() throws Exception {
        byte[] body = changed("\"APPROVED\"", "\"ALMOST_APPROVED\"");

        HttpResponse<String> answer = ingest.post(ACCOUNT.path(), hottok(), body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(quarantined(body).get("reason")).hasToString("UNKNOWN_STATUS");
        assertThat(quarantined(body).get("detail")).hasToString("PURCHASE_APPROVED/ALMOST_APPROVED");
    }

    @Test
    void quarantinesAnUnknownEventAndNamesTheWord() throws Exception {
        byte[] body = changed("PURCHASE_APPROVED", "PURCHASE_TELEPORTED");

        HttpResponse<String> answer = ingest.post(ACCOUNT.path(), hottok(), body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(quarantined(body).get("reason")).hasToString("UNKNOWN_EVENT");
        assertThat(quarantined(body).get("detail").toString()).contains("PURCHASE_TELEPORTED");
    }

    @Test
    void followsTheAccountTopicWithoutARestart() throws Exception {
        TestAccount account = TestAccount.create();
        SignedWebhook signed = account.sign(Samples.of("hotmart").getFirst());
        assertThat(ingest.post(account.path(), signed.headers(), signed.body()).statusCode())
                .isEqualTo(404);

        topics.publish(account, AccountStatus.ACTIVE);
        awaitStatus(200, account, signed);

        topics.publish(account, AccountStatus.DISABLED);
        awaitStatus(404, account, signed);

        topics.publish(account, AccountStatus.ACTIVE);
        awaitStatus(200, account, signed);

        topics.publish(Topics.GATEWAY_ACCOUNTS, account.accountId(), null);
        awaitStatus(404, account, signed);
    }

    @Test
    void passesOverAccountRecordsThatCannotBeUsed() throws Exception {
        TestAccount account = TestAccount.create();
        SignedWebhook signed = account.sign(Samples.of("hotmart").getFirst());
        topics.publish(Topics.GATEWAY_ACCOUNTS, "someone", "not Avro".getBytes(UTF_8));
        topics.publish(Topics.GATEWAY_ACCOUNTS, "someone", new byte[] {0, 0, 0, 0, 1, 2});

        topics.publish(account, AccountStatus.ACTIVE);

        awaitStatus(200, account, signed);
    }

    private static void awaitStatus(int status, TestAccount account, SignedWebhook signed) {
        Awaitility.await()
                .atMost(RunningIngest.PATIENCE)
                .until(() -> ingest.post(account.path(), signed.headers(), signed.body())
                                .statusCode()
                        == status);
    }

    private static GenericRecord quarantined(byte[] body) throws Exception {
        ingest.awaitWritten();
        var records = topics.read(Topics.WEBHOOK_QUARANTINE, record -> {
            try {
                GenericRecord raw =
                        (GenericRecord) WireRecord.decode(record.value()).get("raw");
                return record.key().equals(ACCOUNT.accountId())
                        && raw.get("body").equals(ByteBuffer.wrap(body));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(records).hasSize(1);
        return WireRecord.decode(records.getFirst().value());
    }

    private static HttpResponse<String> withHottok(SignedWebhook signed, String hottok) throws Exception {
        Map<String, String> headers = new HashMap<>(signed.headers());
        headers.replace("X-HOTMART-HOTTOK", hottok);
        return ingest.post(ACCOUNT.path(), headers, signed.body());
    }

    private static Map<String, String> hottok() {
        return Map.of("Content-Type", "application/json", "X-HOTMART-HOTTOK", ACCOUNT.hottok());
    }

    private static byte[] changed(String from, String to) {
        String sample = new String(
                Samples.find("hotmart", "purchase_approved-pix").orElseThrow().body(), UTF_8);
        return sample.replace(from, to).getBytes(UTF_8);
    }
}
