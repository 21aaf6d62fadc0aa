package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Authentic webhooks, from the request to the record. */
class IngestIT {
    /** The account and the time of receipt that the golden files were made with. */
    private static final TestAccount ACCOUNT = TestAccount.withId("account-1");

    private static final String GOLDEN_RECEIVED_AT = "2026-03-15T12:00:00Z";
    private static final Path GOLDEN = Path.of("..", "schemas", "gateways", "samples", "hotmart");

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

    static Stream<Arguments> samples() {
        return Samples.of("hotmart").stream().map(sample -> argumentSet(sample.name(), sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void publishesWhatTheSampleMeansAndAnswers200(Sample sample) throws Exception {
        SignedWebhook signed = ACCOUNT.sign(sample);
        JsonNode golden = golden(sample);
        Instant before = Instant.now();

        HttpResponse<String> answer = ingest.post(ACCOUNT.path(), signed.headers(), signed.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"received\":true}");
        List<ConsumerRecord<String, byte[]>> records = eventsWithBody(signed.body());
        assertThat(records).hasSize(golden.path("events").size());
        for (int i = 0; i < records.size(); i++) {
            isTheGoldenEvent(records.get(i), (ObjectNode) golden.path("events").get(i), signed, before);
        }
    }

    @Test
    void refusesToStartOnTopicsThatCouldLoseRecords() {
        assertThatThrownBy(
                        () -> RunningIngest.startRequiring(3, TestStack.kafka().bootstrapServers()))
                .hasStackTraceContaining("payment-events: replicas=1 (expected: 3 or more)")
                .hasStackTraceContaining("min.insync.replicas=1 (expected: 2 or more)");
    }

    @Test
    void takesTheSameWebhookAgainAsTheSameFact() throws Exception {
        SignedWebhook signed = ACCOUNT.sign(fresh(1));

        HttpResponse<String> first = ingest.post(ACCOUNT.path(), signed.headers(), signed.body());
        HttpResponse<String> second = ingest.post(ACCOUNT.path(), signed.headers(), signed.body());

        assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(200, 200);
        List<ConsumerRecord<String, byte[]>> records = eventsWithBody(signed.body());
        assertThat(records).hasSize(2);
        assertThat(headers(records.get(0))).isEqualTo(headers(records.get(1)));
        assertThat(records.get(0).partition()).isEqualTo(records.get(1).partition());
    }

    @Test
    void handsOnTheTraceOfTheRequest() throws Exception {
        SignedWebhook signed = ACCOUNT.sign(fresh(3));
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Map<String, String> headers = new TreeMap<>(signed.headers());
        headers.put("traceparent", traceparent);

        ingest.post(ACCOUNT.path(), headers, signed.body());

        assertThat(eventsWithBody(signed.body())
                        .getFirst()
                        .headers()
                        .lastHeader("traceparent")
                        .value())
                .isEqualTo(traceparent.getBytes(UTF_8));
    }

    @Test
    void carriesOurTokensBackFromTheQuery() throws Exception {
        SignedWebhook signed = ACCOUNT.sign(fresh(2));
        String token = "0197b1d2-0000-4000-8000-00000000abcd";
        String query = "?webhook_token=" + token + "&hottok=in-the-query&tracking_token=ctk_0123456789abcdefghij";

        HttpResponse<String> answer = ingest.post(ACCOUNT.path() + query, signed.headers(), signed.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        ConsumerRecord<String, byte[]> record = eventsWithBody(signed.body()).getFirst();
        assertThat(record.key()).isEqualTo(token);
        GenericRecord event = WireRecord.decode(record.value());
        assertThat(event.get("webhookToken")).hasToString(token);
        assertThat(event.get("trackingToken")).hasToString("ctk_0123456789abcdefghij");
        assertThat(raw(event).get("query"))
                .hasToString("tracking_token=ctk_0123456789abcdefghij&webhook_token=" + token);
    }

    private static void isTheGoldenEvent(
            ConsumerRecord<String, byte[]> record, ObjectNode golden, SignedWebhook signed, Instant before)
            throws Exception {
        GenericRecord event = WireRecord.decode(record.value());
        Instant receivedAt = WireRecord.instant((Long) event.get("receivedAt"));
        assertThat(receivedAt).isBetween(before.minusMillis(1), Instant.now());
        // What the gateway gives no time for happened when it was received.
        for (String name : List.of("receivedAt", "occurredAt")) {
            if (golden.path(name).stringValue("").equals(GOLDEN_RECEIVED_AT)) {
                golden.put(name, receivedAt.toString());
            }
        }

        assertThat(JsonMapper.shared().readTree(WireRecord.json(event).toString()))
                .isEqualTo(golden);
        assertThat(headers(record))
                .isEqualTo(Map.of(
                        "tenant-id", TestAccount.TENANT,
                        "account-id", ACCOUNT.accountId(),
                        "gateway", "hotmart",
                        "type", golden.path("type").stringValue(),
                        "event-id", golden.path("eventId").stringValue()));
        assertThat(record.key()).isEqualTo(key(golden));
        assertThat(raw(event).get("headers").toString()).doesNotContain(ACCOUNT.hottok());
        assertThat(raw(event).get("contentType")).hasToString("application/json");
    }

    // DESIGN: the token, else account and transaction, else account and subscription; else there is only the event.
    private static String key(JsonNode golden) {
        if (golden.has("webhookToken")) {
            return golden.path("webhookToken").stringValue();
        }
        JsonNode id = golden.has("gatewayTransactionId")
                ? golden.path("gatewayTransactionId")
                : golden.path("subscription").path("id");
        return "account-1:" + (id.isMissingNode() ? golden.path("eventId") : id).stringValue();
    }

    private static List<ConsumerRecord<String, byte[]>> eventsWithBody(byte[] body) {
        ingest.awaitWritten();
        return topics.read(Topics.PAYMENT_EVENTS, record -> {
            try {
                GenericRecord event = WireRecord.decode(record.value());
                return event.get("accountId").toString().equals(ACCOUNT.accountId())
                        && Arrays.equals(bytes(raw(event).get("body")), body);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static GenericRecord raw(GenericRecord event) {
        return (GenericRecord) event.get("raw");
    }

    private static byte[] bytes(Object buffer) {
        byte[] bytes = new byte[((ByteBuffer) buffer).remaining()];
        ((ByteBuffer) buffer).duplicate().get(bytes);
        return bytes;
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
    }

    private static Sample fresh(long number) {
        Sample sample = Samples.find("hotmart", "purchase_approved-pix").orElseThrow();
        return WebhookSenders.find("hotmart").orElseThrow().fresh(sample, number);
    }

    private static JsonNode golden(Sample sample) throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readString(GOLDEN.resolve("webhook-" + sample.name() + ".expected.json")));
    }
}
