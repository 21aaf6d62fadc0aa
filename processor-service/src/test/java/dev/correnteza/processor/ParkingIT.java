package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record that PostgreSQL refuses waits, those of its key wait behind it, and all of them end. */
class ParkingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSED_REFERENCE = "refused by a constraint";
    private static final int MAX_ENVELOPE = 4 * 1024;

    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private final Broker broker = new Broker(TestStack.kafka().bootstrapServers());
    private final String account = "account-" + UUID.randomUUID();

    @BeforeEach
    void refuse() {
        // The migrations come first: the constraint is on a table of theirs.
        RunningProcessor.start(database).close();
        books.execute("ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '"
                + REFUSED_REFERENCE + "')");
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void keepsTheOrderOfAKeyAndLetsOtherKeysGo() {
        try (RunningProcessor processor = patient()) {
            broker.publish(Topics.PAYMENT_EVENTS, sale("A", EventType.PAYMENT_PENDING, REFUSED_REFERENCE));
            broker.publish(Topics.PAYMENT_EVENTS, sale("B", EventType.PAYMENT_PAID, null));
            broker.publish(Topics.PAYMENT_EVENTS, sale("A", EventType.PAYMENT_PAID, null));
            broker.flush();
            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 2);
            // Read in a later batch.
            broker.publish(Topics.PAYMENT_EVENTS, sale("A", EventType.PAYMENT_REFUNDED, null));
            broker.publish(Topics.PAYMENT_EVENTS, sale("C", EventType.PAYMENT_PAID, null));
            broker.flush();

            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 3);
            await().atMost(PATIENCE).until(() -> books.count("ledger" + ofAccount()) == 2);
            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount() + " AND attempts > 2") == 1);
            assertThat(books.texts("SELECT error_code FROM processor.parked_record" + ofAccount()
                            + " ORDER BY queue_position"))
                    .containsExactly("SQLSTATE_23514", "WAITS_BEHIND", "WAITS_BEHIND");
            assertThat(books.count("parked_record" + ofAccount() + " AND attempts = 0"))
                    .isEqualTo(2);

            books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");

            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 0);
            assertThat(books.texts("SELECT type FROM processor.ledger" + ofAccount()
                            + " AND payment_id = (SELECT payment_id FROM processor.payment WHERE status = 'REFUNDED')"
                            + " ORDER BY recorded_at"))
                    .containsExactly(EventType.PAYMENT_PENDING, EventType.PAYMENT_PAID, EventType.PAYMENT_REFUNDED);
            assertThat(books.count("webhook_log" + ofAccount() + " AND status = 'done'"))
                    .isEqualTo(5);
            assertThat(books.count("webhook_log" + ofAccount() + " AND type = 'payment.pending' AND attempts > 3"))
                    .isOne();
            assertThat(books.count("dead_letter")).isZero();
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(processor.context().isRunning()).isTrue();
        }
    }

    @Test
    void pausesLongerAfterEachTry() {
        try (RunningProcessor processor = slow()) {
            broker.publish(Topics.PAYMENT_EVENTS, sale("A", EventType.PAYMENT_PENDING, REFUSED_REFERENCE));
            broker.publish(Topics.PAYMENT_EVENTS, sale("B", EventType.PAYMENT_PENDING, REFUSED_REFERENCE));
            broker.flush();
            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 2);
            // Give or take a half.
            assertThat(books.count("parked_record" + ofAccount()
                            + " AND next_attempt_at BETWEEN parked_at + interval '29 minutes'"
                            + " AND parked_at + interval '91 minutes'"))
                    .isEqualTo(2);

            books.execute("UPDATE processor.parked_record SET next_attempt_at = parked_at - interval '1 day'"
                    + " WHERE queue_key = '" + account + ":B'");

            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount() + " AND attempts > 1") == 1);
            assertThat(books.texts("SELECT queue_key || ' ' || attempts FROM processor.parked_record" + ofAccount()
                            + " ORDER BY queue_key"))
                    .containsExactly(account + ":A 1", account + ":B 2");
            assertThat(books.count("parked_record" + ofAccount()
                            + " AND attempts = 2 AND next_attempt_at > parked_at + interval '59 minutes'"))
                    .isOne();
            assertThat(processor.context().isRunning()).isTrue();
        }
    }

    @Test
    void givesUpAfterTheLastAttemptAndLetsTheKeyGo() {
        PaymentEvent refused = sale("A", EventType.PAYMENT_PENDING, REFUSED_REFERENCE);
        try (RunningProcessor processor = impatient()) {
            publishWithHugeHeaders(refused);
            broker.publish(Topics.PAYMENT_EVENTS, sale("A", EventType.PAYMENT_PAID, null));
            broker.flush();

            await().atMost(PATIENCE).until(() -> books.count("ledger" + ofAccount()) == 1);
            await().atMost(PATIENCE).until(() -> books.count("dead_letter WHERE published_at IS NOT NULL") == 1);
            assertThat(processor.context().isRunning()).isTrue();
        }

        assertThat(books.texts("SELECT tenant_id || ' ' || state || ' ' || attempts FROM processor.dead_letter"))
                .containsExactly(RunningProcessor.TENANT + " OPEN 3");
        assertThat(books.texts("SELECT status || ' ' || attempts FROM processor.webhook_log WHERE status <> 'done'"))
                .containsExactly("failed 3");
        List<ConsumerRecord<String, byte[]>> letters = letters();
        assertThat(letters).hasSize(1);
        ConsumerRecord<String, byte[]> letter = letters.getFirst();
        assertThat(letter.key()).isEqualTo(account + ":A");
        assertThat(letter.value()).isEqualTo(AvroCodec.of(PaymentEvent.class).encode(refused));
        Map<String, String> headers = Stream.of(letter.headers().toArray())
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsOnlyKeys(
                        RecordHeaders.DEAD_LETTER_ID,
                        RecordHeaders.SOURCE_TOPIC,
                        RecordHeaders.SOURCE_PARTITION,
                        RecordHeaders.SOURCE_OFFSET,
                        RecordHeaders.ERROR_CODE,
                        RecordHeaders.ATTEMPTS,
                        RecordHeaders.FIRST_FAILED_AT,
                        RecordHeaders.LAST_FAILED_AT,
                        RecordHeaders.TENANT_ID,
                        RecordHeaders.ACCOUNT_ID,
                        RecordHeaders.GATEWAY)
                .containsEntry(RecordHeaders.ERROR_CODE, "SQLSTATE_23514")
                .containsEntry(RecordHeaders.ATTEMPTS, "3")
                .containsEntry(RecordHeaders.TENANT_ID, RunningProcessor.TENANT);
        assertThat(Stream.of(letter.headers().toArray())
                        .mapToInt(header -> header.key().length() + header.value().length)
                        .sum())
                .isLessThan(MAX_ENVELOPE);
    }

    private RunningProcessor patient() {
        return start(1_000, "20ms", "50ms");
    }

    private RunningProcessor impatient() {
        return start(3, "20ms", "50ms");
    }

    private RunningProcessor slow() {
        return start(1_000, "1h", "10h");
    }

    private RunningProcessor start(int maxAttempts, String firstPause, String longestPause) {
        return RunningProcessor.start(
                database,
                "--correnteza.processor.parking.max-attempts=" + maxAttempts,
                "--correnteza.processor.parking.first-pause=" + firstPause,
                "--correnteza.processor.parking.longest-pause=" + longestPause,
                "--correnteza.processor.parking.poll-interval=20ms");
    }

    private String ofAccount() {
        return " WHERE account_id = '" + account + "'";
    }

    private List<ConsumerRecord<String, byte[]>> letters() {
        return broker.read(Topics.PAYMENT_EVENTS_DLT).stream()
                .filter(record -> record.key() != null && record.key().startsWith(account))
                .toList();
    }

    private void publishWithHugeHeaders(PaymentEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.PAYMENT_EVENTS,
                account + ":A",
                AvroCodec.of(PaymentEvent.class).encode(event));
        record.headers().add(RecordHeaders.TENANT_ID, new byte[100_000]);
        record.headers().add("x-foreign", new byte[200_000]);
        for (int i = 0; i < 100; i++) {
            record.headers().add(RecordHeaders.ERROR_CODE, "forged".getBytes(StandardCharsets.UTF_8));
        }
        broker.send(record);
    }

    private PaymentEvent sale(String transactionId, String type, String reference) {
        PaymentEvent event = Histories.event(type, 0);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId(transactionId);
        event.setExternalReference(reference);
        return event;
    }
}
