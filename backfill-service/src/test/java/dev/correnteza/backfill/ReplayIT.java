package dev.correnteza.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class ReplayIT {
    private static final Instant EARLY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void copiesValueKeyAndHeadersToTheBackfillLane() {
        List<PaymentEvent> events = write(3, "payment.paid", EARLY);

        JsonNode replay = done(begin("{}"));

        var copies = stack.read(Topics.PAYMENT_EVENTS_BACKFILL);
        assertThat(copies).hasSize(3).allSatisfy(copy -> {
            PaymentEvent event = BackfillStack.event(copy);
            assertThat(event.getLane()).isEqualTo(Lane.REPLAY);
            assertThat(copy.key()).isEqualTo(CorrelationKey.of(event));
            assertThat(copy.headers().lastHeader("kept").value()).isEqualTo(new byte[] {1});
            assertThat(copy.headers().headers(RecordHeaders.EVENT_ID)).hasSize(1);
        });
        assertThat(ids(copies.stream().map(BackfillStack::event).toList())).isEqualTo(ids(events));
        assertThat(replay.path("matched").asInt()).isEqualTo(3);
        assertThat(replay.path("written").asInt()).isEqualTo(3);
        assertThat(replay.path("progress").asDouble()).isEqualTo(1);
    }

    @Test
    void countsInADryRunWhatARealRunWrites() {
        write(7, "payment.paid", EARLY);
        write(5, "payment.refunded", EARLY);
        writeWithoutHeaders("payment.paid");
        writeGarbage();
        String filter = "\"filter\": {\"type\": \"payment.paid\", \"gateway\": \"hotmart\"}";

        JsonNode dry = done(begin("{\"dryRun\": true, " + filter + "}"));
        assertThat(stack.lane()).isEmpty();
        JsonNode real = done(begin("{" + filter + "}"));

        assertThat(dry.path("matched").asInt()).isEqualTo(8);
        assertThat(dry.path("written").asInt()).isZero();
        assertThat(real.path("matched").asInt()).isEqualTo(8);
        assertThat(real.path("written").asInt()).isEqualTo(8);
        assertThat(real.path("undecodable").asInt()).isEqualTo(1);
        assertThat(stack.lane()).hasSize(8);
    }

    @Test
    void copiesATimeRangeByRecordTimestamp() {
        write(2, "payment.paid", EARLY.minusMillis(1));
        List<PaymentEvent> inside = new ArrayList<>(write(3, "payment.paid", EARLY));
        // Timestamps need not grow with offsets.
        write(2, "payment.paid", LATE);
        inside.addAll(write(1, "payment.paid", LATE.minusMillis(1)));

        done(begin("{\"from\": \"" + EARLY + "\", \"to\": \"" + LATE + "\"}"));

        assertThat(ids(stack.lane())).isEqualTo(ids(inside));
    }

    @Test
    void copiesNothingOfAnotherTenant() {
        write(2, "payment.paid", EARLY);
        writeFor(stack.foreignTenant, stack.foreignAccount, 3, "payment.paid", EARLY, true);
        writeFor(stack.foreignTenant, stack.foreignAccount, 1, "payment.paid", EARLY, false);

        JsonNode all = done(begin("{}"));
        JsonNode foreign = done(begin("{\"filter\": {\"accountId\": \"" + stack.foreignAccount + "\"}}"));

        assertThat(all.path("written").asInt()).isEqualTo(2);
        assertThat(foreign.path("matched").asInt()).isZero();
        assertThat(stack.lane()).extracting(PaymentEvent::getTenantId).containsOnly(stack.tenant);
    }

    @Test
    void believesTheValueWhereAHeaderNamesAnotherTenant() {
        PaymentEvent foreign = event(stack.foreignTenant, stack.foreignAccount, "payment.paid");
        var forged = new ProducerRecord<>(Topics.PAYMENT_EVENTS, null, "key", BackfillStack.CODEC.encode(foreign));
        forged.headers().add(RecordHeaders.TENANT_ID, stack.tenant.getBytes(StandardCharsets.UTF_8));
        send(List.of(forged));

        assertThat(done(begin("{}")).path("matched").asInt()).isZero();
    }

    @Test
    void copiesARecordOfThreeMegabytes() {
        PaymentEvent event = event(stack.tenant, stack.account, "payment.paid");
        event.setRaw(new RawWebhook("application/json", Map.of(), null, ByteBuffer.allocate(3_000_000), 1));
        send(List.of(new ProducerRecord<>(
                Topics.PAYMENT_EVENTS, null, CorrelationKey.of(event), BackfillStack.CODEC.encode(event))));

        assertThat(done(begin("{}")).path("written").asInt()).isEqualTo(1);
    }

    @Test
    void endsWhenATopicIsReplayedIntoItself() {
        write(4, "payment.paid", EARLY);
        done(begin("{}"));

        JsonNode replay = done(begin("{\"source\": \"payment-events-backfill\"}"));

        assertThat(replay.path("written").asInt()).isEqualTo(4);
        assertThat(stack.lane()).hasSize(8);
    }

    @Test
    void keepsToItsRate() {
        write(30, "payment.paid", EARLY);
        Instant begun = Instant.now();

        done(begin("{\"ratePerSecond\": 10}"));

        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(2500));
        assertThat(stack.lane()).hasSize(30);
    }

    @Test
    void cancelsAReplay() {
        write(1_000, "payment.paid", EARLY);
        String id = begin("{\"ratePerSecond\": 10}");
        await().atMost(PATIENCE).until(() -> replay(id).path("written").asInt() > 0);

        stack.post("/v1/replays/" + id + "/cancel", "");

        assertThat(replay(id).path("state").asString()).isEqualTo("CANCELED");
        // What was under way is still written and counted, and then no more.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stack.lane())
                        .hasSize(replay(id).path("written").asInt()));
        assertThat(replay(id).path("written").asInt()).isLessThan(1_000);
    }

    @Test
    void restsWhilePausedAndGoesOnWhenResumed() {
        write(80, "payment.paid", EARLY);
        String id = begin("{\"ratePerSecond\": 10}");
        await().atMost(PATIENCE).until(() -> replay(id).path("written").asInt() > 0);

        stack.post("/v1/replays/" + id + "/pause", "");
        assertThat(replay(id).path("state").asString()).isEqualTo("PAUSED");
        stack.post("/v1/replays/" + id + "/resume", "");

        done(id);
        assertThat(new HashSet<>(ids(stack.lane()))).hasSize(80);
    }

    @Test
    void goesOnAfterARestart() {
        List<PaymentEvent> events = write(60, "payment.paid", EARLY);
        String id = begin("{\"ratePerSecond\": 20}");
        await().atMost(PATIENCE).until(() -> replay(id).path("written").asInt() > 0);

        stack.restart();

        JsonNode replay = done(id);
        assertThat(ids(stack.lane())).containsAll(ids(events));
        assertThat(replay.path("matched").asInt()).isEqualTo(60);
        assertThat(replay.path("written").asInt()).isEqualTo(60);
    }

    @Test
    void showsATenantNothingOfAnother() {
        String id = begin("{\"dryRun\": true}");
        done(id);

        assertThat(stack.send(stack.foreignTenant, "GET", "/v1/replays/" + id, null)
                        .statusCode())
                .isEqualTo(404);
        for (String action : List.of("cancel", "pause", "resume")) {
            assertThat(stack.send(stack.foreignTenant, "POST", "/v1/replays/" + id + "/" + action, "")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(stack.send(stack.foreignTenant, "GET", "/v1/replays", null).body())
                .isEqualTo("[]");
        assertThat(stack.get("/v1/replays")).hasSize(1);
    }

    @Test
    void refusesCallsWithoutAValidKey() {
        var answer = stack.send(null, "POST", "/v1/replays", "{}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(stack.send("nobody", "GET", "/v1/replays", null).statusCode())
                .isEqualTo(401);
        assertThat(stack.send(null, "GET", "/actuator/health/readiness", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String body : List.of(
                "{\"source\": \"webhook-quarantine\"}",
                "{\"target\": \"payment-transitions\"}",
                "{\"ratePerSecond\": 0}",
                "{\"from\": \"2026-02-01T00:00:00Z\", \"to\": \"2026-02-01T00:00:00Z\"}",
                "{\"filter\": {\"type\": \"\"}}")) {
            var answer = stack.send(stack.tenant, "POST", "/v1/replays", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(422);
            assertThat(answer.body()).contains("expected: ");
        }
        assertThat(stack.send(stack.tenant, "POST", "/v1/replays", "{\"filter\": {\"acountId\": \"x\"}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void logsNothingPersonal(CapturedOutput log) {
        write(2, "payment.paid", EARLY);
        writeGarbage();

        done(begin("{}"));

        assertThat(log).contains("job begins").doesNotContain("@example.com", "key-of-", "not an event");
    }

    private String begin(String body) {
        return stack.post("/v1/replays", body).path("id").asString();
    }

    private JsonNode replay(String id) {
        return stack.get("/v1/replays/" + id);
    }

    private JsonNode done(String id) {
        await().atMost(PATIENCE).until(() -> replay(id).path("state").asString().equals("DONE"));
        return replay(id);
    }

    private List<PaymentEvent> write(int count, String type, Instant timestamp) {
        return writeFor(stack.tenant, stack.account, count, type, timestamp, true);
    }

    private void writeWithoutHeaders(String type) {
        writeFor(stack.tenant, stack.account, 1, type, EARLY, false);
    }

    private void writeGarbage() {
        var garbage = new ProducerRecord<>(
                Topics.PAYMENT_EVENTS, null, "garbage", "not an event".getBytes(StandardCharsets.UTF_8));
        garbage.headers().add(RecordHeaders.TENANT_ID, stack.tenant.getBytes(StandardCharsets.UTF_8));
        send(List.of(garbage));
    }

    private List<PaymentEvent> writeFor(
            String tenant, String account, int count, String type, Instant timestamp, boolean withHeaders) {
        List<PaymentEvent> events = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            PaymentEvent event = event(tenant, account, type);
            events.add(event);
            var written = new ProducerRecord<>(
                    Topics.PAYMENT_EVENTS,
                    null,
                    timestamp.toEpochMilli(),
                    CorrelationKey.of(event),
                    BackfillStack.CODEC.encode(event));
            if (withHeaders) {
                written.headers()
                        .add(RecordHeaders.TENANT_ID, tenant.getBytes(StandardCharsets.UTF_8))
                        .add(RecordHeaders.ACCOUNT_ID, account.getBytes(StandardCharsets.UTF_8))
                        .add(RecordHeaders.GATEWAY, "hotmart".getBytes(StandardCharsets.UTF_8))
                        .add(RecordHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8))
                        .add(RecordHeaders.EVENT_ID, event.getEventId().getBytes(StandardCharsets.UTF_8))
                        .add("kept", new byte[] {1});
            }
            records.add(written);
        }
        send(records);
        return events;
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = stack.producer()) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    private static PaymentEvent event(String tenant, String account, String type) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId(UUID.randomUUID().toString());
        event.setTenantId(tenant);
        event.setAccountId(account);
        event.setGateway("hotmart");
        event.setLane(Lane.LIVE);
        event.setType(type);
        event.setOccurredAt(EARLY);
        event.setReceivedAt(EARLY);
        event.setGatewayTransactionId("HP" + event.getEventId());
        event.setMethod(PaymentMethod.PIX);
        event.setItems(List.of());
        return event;
    }

    private static List<String> ids(List<PaymentEvent> events) {
        return events.stream().map(PaymentEvent::getEventId).sorted().toList();
    }
}
