package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What came in is what became of it, by account and hour, and a difference of one is seen. */
class ConservationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
    private static final String REFUSED = "refused by a constraint";

    // Topics are shared: what others published is of other accounts.
    private final String account = "account-" + UUID.randomUUID();
    private Books books;
    private RunningProcessor processor;
    private Api api;
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void start() {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.conservation.look-every=200ms",
                "--correnteza.processor.parking.first-pause=1h",
                "--correnteza.processor.parking.longest-pause=1h",
                "--correnteza.processor.parking.poll-interval=20ms");
        api = new Api(processor);
    }

    @AfterEach
    void stop() {
        api.close();
        processor.close();
        producer.close();
    }

    @Test
    void accountsForEveryRecordAndSeesOneThatIsMissing() throws Exception {
        for (int i = 0; i < 20; i++) {
            PaymentEvent sale = sale();
            publish(sale, HOUR.plusSeconds(i), true);
            if (i % 4 == 0) {
                publish(sale, HOUR.plusSeconds(1_000 + i), i % 8 == 0);
            }
        }
        publish(Topics.PAYMENT_EVENTS, HOUR.plusSeconds(2_000), "spoilt", new byte[] {1, 2, 3}, true);
        publish(
                Topics.WEBHOOK_QUARANTINE,
                HOUR.plusSeconds(3_000),
                account,
                AvroCodec.of(QuarantinedWebhook.class).encode(quarantined()),
                false);
        publish(sale(), HOUR.plus(Duration.ofHours(1)), true); // the hour after
        producer.flush();

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode hour = hour();
            assertThat(hour.path("complete").asBoolean()).isTrue();
            assertThat(hour.path("received").asLong()).isEqualTo(27);
            assertThat(hour.path("applied").asLong()).isEqualTo(20);
            assertThat(hour.path("duplicate").asLong()).isEqualTo(5);
            assertThat(hour.path("quarantined").asLong()).isEqualTo(1);
            assertThat(hour.path("deadLettered").asLong()).isEqualTo(1);
            assertThat(hour.path("parked").asLong()).isZero();
            assertThat(hour.path("difference").asLong()).isZero();
        });
        assertThat(differences()).isEqualTo("0.0");
        try (Api others = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            assertThat(others.get("/v1/conservation?accountId=" + account).items())
                    .isEmpty();
        }

        // One more comes late, and its row is taken away: as if it had been lost.
        PaymentEvent lost = sale();
        books.execute("CREATE FUNCTION processor.lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        books.execute("CREATE TRIGGER lose BEFORE INSERT ON processor.webhook_log FOR EACH ROW WHEN (new.event_id = '"
                + lost.getEventId() + "') EXECUTE FUNCTION processor.lose()");
        publish(lost, HOUR.plusSeconds(3_100), true);
        producer.flush();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hour().path("difference").asLong()).isEqualTo(1);
            assertThat(differences()).isEqualTo("1.0");
        });
    }

    @Test
    void comparesThoughAPartitionHoldsNothingThatIsKept() {
        // The log has no row of it, as of a month that was dropped.
        publish(Topics.PAYMENT_EVENTS_BACKFILL, HOUR.minus(Duration.ofDays(800)), "old", encoded(sale()), true);
        publish(sale(), HOUR, true);
        producer.flush();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hour().path("complete").asBoolean()).isTrue();
            assertThat(hour().path("applied").asLong()).isOne();
        });
    }

    @Test
    void showsThatWhatWaitedWasApplied() {
        books.execute(
                "ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '" + REFUSED + "')");
        PaymentEvent refused = sale();
        refused.setExternalReference(REFUSED);
        publish(refused, HOUR, true);
        publish(sale(), HOUR, true);
        producer.flush();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hour().path("complete").asBoolean()).isTrue();
            assertThat(hour().path("parked").asLong()).isOne();
        });

        books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");
        books.execute("UPDATE processor.parked_record SET next_attempt_at = now()");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hour().path("parked").asLong()).isZero();
            assertThat(hour().path("applied").asLong()).isEqualTo(2);
            assertThat(hour().path("difference").asLong()).isZero();
        });
    }

    private JsonNode hour() throws IOException, InterruptedException {
        return api.get("/v1/conservation?accountId=" + account).items().stream()
                .filter(one -> one.path("hour").asString().equals(HOUR.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the hour is not there yet"));
    }

    private String differences() throws IOException, InterruptedException {
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("correnteza_processor_conservation_differences"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }

    private PaymentEvent sale() {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 1);
        event.setAccountId(account);
        event.setGatewayTransactionId("HP" + event.getEventId());
        return event;
    }

    private QuarantinedWebhook quarantined() {
        QuarantinedWebhook webhook = new QuarantinedWebhook();
        webhook.setQuarantineId(UUID.randomUUID().toString());
        webhook.setTenantId(RunningProcessor.TENANT);
        webhook.setAccountId(account);
        webhook.setGateway("hotmart");
        webhook.setReason("UNKNOWN_STATUS");
        webhook.setReceivedAt(HOUR);
        RawWebhook raw = new RawWebhook();
        raw.setBody(ByteBuffer.wrap(new byte[] {1}));
        raw.setHeaders(Map.of());
        raw.setAdapterVersion(1);
        webhook.setRaw(raw);
        return webhook;
    }

    private void publish(PaymentEvent event, Instant at, boolean withHeaders) {
        publish(Topics.PAYMENT_EVENTS, at, CorrelationKey.of(event), encoded(event), withHeaders);
    }

    private static byte[] encoded(PaymentEvent event) {
        return AvroCodec.of(PaymentEvent.class).encode(event);
    }

    private void publish(String topic, Instant at, String key, byte[] value, boolean withHeaders) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value);
        if (withHeaders) {
            record.headers().add(RecordHeaders.TENANT_ID, RunningProcessor.TENANT.getBytes(StandardCharsets.UTF_8));
            record.headers().add(RecordHeaders.ACCOUNT_ID, account.getBytes(StandardCharsets.UTF_8));
            record.headers().add(RecordHeaders.GATEWAY, "hotmart".getBytes(StandardCharsets.UTF_8));
        }
        producer.send(record);
    }
}
