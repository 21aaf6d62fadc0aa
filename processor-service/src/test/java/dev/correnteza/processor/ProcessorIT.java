package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.processor.batch.Lanes;
import dev.correnteza.simulator.webhook.Samples;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProcessorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AvroCodec<PaymentEvent> EVENTS = AvroCodec.of(PaymentEvent.class);
    private static Database database;
    private static RunningProcessor processor;
    private static KafkaProducer<String, byte[]> producer;

    @BeforeAll
    static void start() {
        database = TestStack.freshDatabase();
        processor = RunningProcessor.start(database);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        processor.close();
    }

    @Test
    void refusesToStartOnTopicsThatCouldLoseRecords() {
        assertThatThrownBy(() -> RunningProcessor.startRequiring(3, TestStack.freshDatabase()))
                .hasStackTraceContaining("payment-events: replicas=1 (expected: 3 or more)")
                .hasStackTraceContaining("min.insync.replicas=1 (expected: 2 or more)");
    }

    @Test
    void booksASaleOnceHoweverOftenItIsSent() throws Exception {
        PaymentEvent pending = event("account-once", "purchase_billet_printed-pix");
        PaymentEvent paid = event("account-once", "purchase_approved-pix");

        publish(pending, paid);
        for (int i = 0; i < 99; i++) {
            publish(paid);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/v1/webhooks?status=duplicate&limit=500")
                                .path("items")
                                .size())
                        .isEqualTo(99));
        JsonNode payments = get("/v1/payments").path("items");
        assertThat(payments.size()).isOne();
        JsonNode payment = payments.get(0);
        assertThat(payment.path("status").asString()).isEqualTo("PAID");
        assertThat(payment.path("amountMinor").asLong()).isEqualTo(149_700);
        String paymentId = payment.path("paymentId").asString();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode explanation = get("/v1/payments/" + paymentId + "/explain");
            List<JsonNode> transitions = explanation
                    .path("hops")
                    .valueStream()
                    .filter(hop -> hop.path("hop").asString().equals("transition"))
                    .toList();
            assertThat(transitions)
                    .hasSize(2)
                    .allSatisfy(hop -> assertThat(hop.path("offset").isNumber()).isTrue());
        });
    }

    @Test
    void recordsWhatWasToldAndDidNotMoveThePayment() throws Exception {
        List<PaymentEvent> events = List.of(
                Histories.event(EventType.PAYMENT_PAID, 1),
                Histories.event(EventType.PAYMENT_PAID, 2), // told twice: it is paid
                Histories.event(EventType.PAYMENT_EXPIRED, 3),
                Histories.event(EventType.PAYMENT_PENDING, 4));
        for (PaymentEvent event : events) {
            event.setTenantId(RunningProcessor.OTHER_TENANT);
            event.setGatewayTransactionId("told-wrong");
        }
        List<PaymentEvent> backwards = events.reversed();
        publish(backwards.toArray(PaymentEvent[]::new));
        publish(events.toArray(PaymentEvent[]::new));

        try (Api others = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            others.get("/v1/webhooks?status=duplicate").items().size() == 4);
            JsonNode payment = others.get("/v1/payments").items().getFirst();
            assertThat(payment.path("status").asString()).isEqualTo("PAID");
            assertThat(payment.path("illegalMoves").valueStream().map(JsonNode::toString))
                    .containsExactly(
                            illegal(events.get(2), "PAID", "AFTER_PAYMENT"), illegal(events.get(3), "PAID", "LATE"));
            String paymentId = payment.path("paymentId").asString();
            assertThat(others.get("/v1/payments/" + paymentId).json()).isEqualTo(payment);
            assertThat(others.get("/v1/payments/" + paymentId + "/explain")
                            .json()
                            .path("hops")
                            .valueStream()
                            .map(hop -> hop.path("details"))
                            .filter(details -> details.has("illegalMove"))
                            .map(details -> details.path("type").asString() + " "
                                    + details.path("illegalMove").asString() + " "
                                    + details.path("illegalFrom").asString()))
                    .containsExactlyInAnyOrder("payment.expired AFTER_PAYMENT PAID", "payment.pending LATE PAID");
        }
        assertThat(counted("after_payment")).isEqualTo(1);
        assertThat(counted("late")).isEqualTo(1);
    }

    @Test
    void appliesABatchOnceThatIsReadAgainAndSetsNothingAside() {
        List<ConsumerRecord<String, byte[]>> batch =
                Stream.of("HP-1", "HP-2", "HP-3").map(ProcessorIT::readAgain).toList();
        Lanes lanes = new Lanes(processor.context());
        double setAside = metered("correnteza.processor.events", "outcome", "parked");
        double again = metered("correnteza.processor.batches.again", "reason", "taken");

        assertThat(lanes.live(batch)).isTrue();
        assertThat(lanes.live(batch)).isTrue();

        Books books = new Books(database);
        assertThat(books.texts("SELECT DISTINCT status FROM processor.webhook_log WHERE tenant_id = 'tenant-again'"))
                .containsExactly("done");
        assertThat(books.count("webhook_log WHERE tenant_id = 'tenant-again'")).isEqualTo(3);
        assertThat(metered("correnteza.processor.batches.again", "reason", "taken"))
                .isEqualTo(again + 1);
        assertThat(metered("correnteza.processor.events", "outcome", "parked")).isEqualTo(setAside);
    }

    // Of a partition that the topic does not have: the log tells it from those that other tests publish.
    private static ConsumerRecord<String, byte[]> readAgain(String transaction) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PENDING, 0);
        event.setTenantId("tenant-again");
        event.setGatewayTransactionId(transaction);
        event.setWebhookToken(UUID.randomUUID().toString());
        event.setEventId(UUID.randomUUID().toString());
        byte[] value = EVENTS.encode(event);
        return new ConsumerRecord<>(
                Topics.PAYMENT_EVENTS,
                1_000,
                Long.parseLong(transaction.substring(3)),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                transaction,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static double metered(String name, String tag, String value) {
        return processor.context().getBean(MeterRegistry.class).find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String illegal(PaymentEvent event, String from, String kind) {
        return "{\"eventId\":\"" + event.getEventId() + "\",\"type\":\"" + event.getType() + "\",\"from\":\"" + from
                + "\",\"occurredAt\":\"" + event.getOccurredAt() + "\",\"kind\":\"" + kind + "\"}";
    }

    private static double counted(String kind) {
        return processor
                .context()
                .getBean(MeterRegistry.class)
                .get("correnteza.processor.illegal.moves")
                .tag("kind", kind)
                .counter()
                .count();
    }

    private static JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(processor.url() + path))
                .header("Authorization", "Bearer " + RunningProcessor.API_KEY)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JsonMapper.shared()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }

    private static PaymentEvent event(String accountId, String sample) {
        Account account = new Account(RunningProcessor.TENANT, accountId, Map.of());
        ReceivedWebhook webhook = new ReceivedWebhook(
                account,
                Map.of(),
                Map.of(),
                Samples.find("hotmart", sample).orElseThrow().body());
        var normalization =
                Gateways.find("hotmart").orElseThrow().normalize(new VerifiedWebhook(webhook, Instant.now()));
        return ((Understood) normalization).events().getFirst();
    }

    private static void publish(PaymentEvent... events) throws Exception {
        for (PaymentEvent event : events) {
            producer.send(new ProducerRecord<>(Topics.PAYMENT_EVENTS, CorrelationKey.of(event), EVENTS.encode(event)))
                    .get();
        }
    }
}
