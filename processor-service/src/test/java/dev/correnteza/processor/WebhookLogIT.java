package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log by months: kept, archived, dropped; and what can be asked of it. */
class WebhookLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEPT = 2;
    private static final YearMonth THIS_MONTH = YearMonth.from(LocalDate.now(ZoneOffset.UTC));

    @TempDir
    private static Path archive;

    private static Books books;
    private static RunningProcessor processor;
    private static Api api;
    private static KafkaProducer<String, byte[]> producer;

    @BeforeAll
    static void start() {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.webhook-log.keep-months=" + KEPT,
                "--correnteza.processor.webhook-log.look-every=200ms",
                "--correnteza.processor.webhook-log.archive-directory=" + archive);
        api = new Api(processor);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        api.close();
        processor.close();
    }

    @Test
    void keepsARecordInTheMonthItWasWritten() {
        publish(sale("HP-two-months-ago"), THIS_MONTH.minusMonths(KEPT));

        // Its table is made when the record is read.
        String partition = "'processor." + table(THIS_MONTH.minusMonths(KEPT)) + "'";
        await().atMost(PATIENCE)
                .until(() -> books.count("webhook_log WHERE tableoid = to_regclass(" + partition + ")") == 1);
    }

    @Test
    void forgetsTheTextAndNeverTheFact() {
        PaymentEvent old = sale("HP-of-long-ago");
        publish(old, THIS_MONTH.minusMonths(KEPT + 1));
        publish(sale("HP-after"), THIS_MONTH);
        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE event_id = '" + old.getEventId() + "'") == 1);
        assertThat(logged(old)).isEmpty();

        publish(old, THIS_MONTH);

        await().atMost(PATIENCE).until(() -> logged(old).equals(List.of("duplicate")));
    }

    @Test
    void archivesAMonthBeforeItIsDropped() throws Exception {
        YearMonth forgotten = THIS_MONTH.minusMonths(KEPT + 5);
        makeMonth(forgotten);

        await().atMost(PATIENCE).until(() -> isDropped(forgotten));

        Path file = archive.resolve(table(forgotten) + ".jsonl.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> read = lines.lines().toList();
            assertThat(read).hasSize(2_500).doesNotHaveDuplicates();
            assertThat(read.getFirst()).contains("\"kafka_offset\":1,", "\"status\":\"done\"");
        }
    }

    @Test
    void letsBatchesThroughWhileSomebodyReadsAllOfTheLog() throws Exception {
        YearMonth forgotten = THIS_MONTH.minusMonths(KEPT + 6);
        Path file = archive.resolve(table(forgotten) + ".jsonl.gz");
        PaymentEvent sale = sale("HP-during-a-backup");

        try (HeldLock backup = new HeldLock(books.database(), "LOCK TABLE processor.webhook_log IN ACCESS SHARE MODE");
                CapturedLogs logs = new CapturedLogs()) {
            makeMonth(forgotten);
            await().atMost(PATIENCE).until(() -> Files.exists(file));
            Object written =
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            publish(sale, THIS_MONTH);

            await().atMost(PATIENCE)
                    .until(() -> logs.lines().stream()
                                    .filter(line -> line.contains("months of the webhook log cannot be dropped"))
                                    .count()
                            > 2);
            await().atMost(PATIENCE).until(() -> logged(sale).equals(List.of("done")));
            assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                    .isEqualTo(written);
            backup.letGo();
        }

        await().atMost(PATIENCE).until(() -> isDropped(forgotten));
    }

    @Test
    void waitsForNobodyWhoDropsAMonth() throws Exception {
        YearMonth forgotten = THIS_MONTH.minusMonths(KEPT + 7);

        try (HeldLock other = new HeldLock(
                books.database(), "SELECT pg_advisory_xact_lock(hashtext('processor.webhook_log.retention'))")) {
            makeMonth(forgotten);
            PaymentEvent sale = sale("HP-while-another-drops");
            publish(sale, THIS_MONTH);
            await().atMost(PATIENCE).until(() -> logged(sale).equals(List.of("done")));

            assertThat(books.texts("SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEmpty();
            assertThat(isDropped(forgotten)).isFalse();
            other.letGo();
        }

        await().atMost(PATIENCE).until(() -> isDropped(forgotten));
    }

    @ParameterizedTest
    @CsvSource({
        "status=done, 1",
        "status=duplicate, 1",
        "gateway=hotmart, 2",
        "gateway=stripe, 0",
        "type=payment.paid, 2",
        "type=payment.refunded, 0",
        "lane=live, 2",
        "lane=backfill, 0",
        "error=UNDECODABLE, 0",
        "from=2026-03-02T00:00:00Z, 2",
        "to=2026-03-02T00:00:00Z, 0",
    })
    void isFiltered(String query, int expected) throws Exception {
        String account = "acc-" + Integer.toHexString(query.hashCode());
        PaymentEvent sale = sale("HP-filtered");
        sale.setAccountId(account);
        publish(sale, THIS_MONTH);
        publish(sale, THIS_MONTH);
        await().atMost(PATIENCE).until(() -> logged(sale).size() == 2);

        assertThat(api.get("/v1/webhooks?accountId=" + account + "&" + query).items())
                .hasSize(expected);
    }

    @Test
    void isFilteredByPaymentAndEvent() throws Exception {
        PaymentEvent sale = sale("HP-of-one-payment");
        publish(sale, THIS_MONTH);
        publish(sale, THIS_MONTH);
        await().atMost(PATIENCE).until(() -> logged(sale).size() == 2);
        String payment = books.texts(
                        "SELECT payment_id FROM processor.ledger WHERE event_id = '" + sale.getEventId() + "'")
                .getFirst();

        assertThat(api.get("/v1/webhooks?paymentId=" + payment).items()).hasSize(2);
        assertThat(api.get("/v1/webhooks?eventId=" + sale.getEventId()).items()).hasSize(2);
        api.get("/v1/webhooks?eventId=x").assertProblem(400, "eventId (expected: a UUID)");
        api.get("/v1/webhooks?from=yesterday").assertProblem(400, "from (expected: a time");
    }

    /** In one transaction: the service drops it at its next look. */
    private static void makeMonth(YearMonth month) {
        books.execute(
                "BEGIN; SET LOCAL search_path = processor; SELECT make_webhook_log_month('" + month.atDay(1) + "');"
                        + " INSERT INTO processor.webhook_log SELECT 'payment-events', 0, n, '" + month.atDay(15)
                        + " 00:00:00+00', 'tenant-1', 'acc', 'hotmart', 'LIVE', NULL, NULL, NULL, now(), now(), 'done', 1, NULL,"
                        + " NULL, NULL FROM generate_series(1, 2500) AS n; COMMIT");
    }

    private static boolean isDropped(YearMonth month) {
        return books.texts("SELECT to_regclass('processor." + table(month) + "')")
                        .getFirst()
                == null;
    }

    private static List<String> logged(PaymentEvent event) {
        return books.texts("SELECT status FROM processor.webhook_log WHERE event_id = '" + event.getEventId()
                + "' ORDER BY record_time, kafka_offset");
    }

    private static PaymentEvent sale(String transaction) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 1);
        event.setGatewayTransactionId(transaction + event.getEventId());
        return event;
    }

    private static void publish(PaymentEvent event, YearMonth month) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.PAYMENT_EVENTS,
                null,
                month.equals(THIS_MONTH)
                        ? null
                        : month.atDay(20)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli(),
                CorrelationKey.of(event),
                AvroCodec.of(PaymentEvent.class).encode(event));
        record.headers().add(RecordHeaders.TENANT_ID, event.getTenantId().getBytes(StandardCharsets.UTF_8));
        producer.send(record);
        producer.flush();
    }

    private static String table(YearMonth month) {
        return "webhook_log_" + month.toString().replace('-', '_');
    }
}
