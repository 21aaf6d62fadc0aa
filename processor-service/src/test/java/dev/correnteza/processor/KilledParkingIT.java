package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child process is ended around a dead letter or a parked record's commit; the next one brings it to its end. */
@Timeout(value = 6, unit = TimeUnit.MINUTES) // two starts and several waits: more than the time of any other test
class KilledParkingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REFUSED_REFERENCE = "refused by a constraint";
    private static final int COMMIT_LOCK = 4711;
    private static final String WAITING_FOR_IT =
            " FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + COMMIT_LOCK
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final String account = "account-" + UUID.randomUUID();
    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private final Broker broker = new Broker(TestStack.kafka().bootstrapServers());

    @BeforeEach
    void createTopics() {
        TestStack.createTopics(RunningProcessor.topics());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void publishesADeadLetterThatWasCommittedAndNotSent() throws Exception {
        publishRefusedForGood();

        halt(ChildProcessor.haltingOnSend(Topics.PAYMENT_EVENTS_DLT));

        assertThat(books.count("dead_letter" + ofAccount() + " AND published_at IS NULL"))
                .isOne();
        assertThat(letters()).isEmpty();
        goOnAfterDeadLetter();
        assertThat(letters()).hasSize(1);
    }

    @Test
    void publishesAgainUnderTheSameIdADeadLetterThatWasSentAndNotMarked() throws Exception {
        publishRefusedForGood();

        halt(ChildProcessor.haltingOnAcknowledgement(Topics.PAYMENT_EVENTS_DLT));

        assertThat(books.count("dead_letter" + ofAccount() + " AND published_at IS NULL"))
                .isOne();
        assertThat(letters()).hasSize(1);
        goOnAfterDeadLetter();
        assertThat(letters()).hasSize(2);
        assertThat(Set.copyOf(letters()))
                .containsExactlyElementsOf(
                        books.texts("SELECT dead_letter_id FROM processor.dead_letter" + ofAccount()));
    }

    @Test
    void appliesOnceAParkedRecordThatWasAppliedAndNotCommitted() throws Exception {
        killBeforeCommit(true);

        assertThat(books.count("ledger" + ofAccount())).isZero();
        assertThat(books.count("parked_record" + ofAccount())).isEqualTo(2);
        goOnAfterParking();
    }

    /** Nobody is left to hear of the commit. */
    @Test
    void appliesOnceAParkedRecordWhoseCommitOutlivedTheProcess() throws Exception {
        killBeforeCommit(false);

        assertThat(books.count("ledger" + ofAccount())).isOne();
        assertThat(books.count("parked_record" + ofAccount())).isOne();
        goOnAfterParking();
    }

    // What moves no payment makes no transition: of these records only the dead letter is sent.
    private void publishRefusedForGood() {
        broker.publish(Topics.PAYMENT_EVENTS, cart("with\0nul"));
        broker.publish(Topics.PAYMENT_EVENTS, cart("hotmart"));
        broker.flush();
    }

    private void goOnAfterDeadLetter() throws Exception {
        broker.forgetKilledMembers();
        try (RunningProcessor next = RunningProcessor.start(database, parking("2"))) {
            await().atMost(PATIENCE)
                    .until(() -> books.count("dead_letter" + ofAccount() + " AND published_at IS NOT NULL") == 1);
            // The key is free for what waited and for what comes.
            broker.publish(Topics.PAYMENT_EVENTS, cart("hotmart"));
            await().atMost(PATIENCE)
                    .until(() -> books.texts(
                                    "SELECT status FROM processor.webhook_log" + ofAccount() + " ORDER BY kafka_offset")
                            .equals(List.of("failed", "done", "done")));
            assertThat(next.context().isRunning()).isTrue();
        }
        assertThat(books.count("ledger" + ofAccount())).isEqualTo(2);
        assertThat(books.count("parked_record" + ofAccount())).isZero();
        assertThat(books.count("dead_letter" + ofAccount() + " AND state = 'OPEN'"))
                .isOne();
    }

    /** A trigger holds the commit of whoever takes a record out of the parking, while its process is killed. */
    private void killBeforeCommit(boolean connectionBreaks) throws Exception {
        RunningProcessor.start(database).close(); // for the migrations
        refuse();
        broker.publish(Topics.PAYMENT_EVENTS, sale(EventType.PAYMENT_PENDING, REFUSED_REFERENCE));
        broker.publish(Topics.PAYMENT_EVENTS, sale(EventType.PAYMENT_PAID, null));
        broker.flush();
        try (ChildProcessor child = ChildProcessor.start(database, parking("1000"));
                Connection holder =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = holder.createStatement()) {
            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 2);
            books.execute("""
                    CREATE FUNCTION processor.held() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_advisory_xact_lock(%d);
                        RETURN NULL;
                    END $$;
                    CREATE CONSTRAINT TRIGGER held AFTER DELETE ON processor.parked_record
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION processor.held()
                    """.formatted(COMMIT_LOCK));
            statement.execute("SELECT pg_advisory_lock(" + COMMIT_LOCK + ")");
            books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");
            await().atMost(PATIENCE)
                    .until(() -> books.texts("SELECT pid" + WAITING_FOR_IT).size() == 1);
            assertThat(books.count("ledger" + ofAccount())).as("committed").isZero();

            child.kill();

            if (connectionBreaks) {
                books.execute("SELECT pg_terminate_backend(pid)" + WAITING_FOR_IT);
                await().atMost(PATIENCE)
                        .until(() -> books.texts("SELECT pid" + WAITING_FOR_IT).isEmpty());
            }
        }
        // Waits for the transaction in whichever way it ends.
        books.execute("DROP FUNCTION processor.held() CASCADE");
    }

    private void goOnAfterParking() throws Exception {
        broker.forgetKilledMembers();
        try (RunningProcessor next = RunningProcessor.start(database, parking("1000"))) {
            await().atMost(PATIENCE).until(() -> books.count("parked_record" + ofAccount()) == 0);
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(next.context().isRunning()).isTrue();
        }
        assertThat(books.texts("SELECT type FROM processor.ledger" + ofAccount() + " ORDER BY recorded_at"))
                .containsExactly(EventType.PAYMENT_PENDING, EventType.PAYMENT_PAID);
        assertThat(books.texts("SELECT status || ' ' || facts FROM processor.payment" + ofAccount()))
                .containsExactly("PAID 2");
        assertThat(books.texts("SELECT status FROM processor.webhook_log" + ofAccount()))
                .containsExactly("done", "done");
        assertThat(books.count("transition")).isEqualTo(2);
        assertThat(books.count("dead_letter" + ofAccount())).isZero();
    }

    private void refuse() {
        books.execute("ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '"
                + REFUSED_REFERENCE + "')");
    }

    private List<String> letters() {
        return broker.read(Topics.PAYMENT_EVENTS_DLT).stream()
                .filter(record -> record.key() != null && record.key().startsWith(account))
                .map(record -> new String(
                        record.headers()
                                .lastHeader(RecordHeaders.DEAD_LETTER_ID)
                                .value(),
                        StandardCharsets.UTF_8))
                .toList();
    }

    private void halt(String[] halting) throws Exception {
        String[] options = Stream.of(parking("2"), halting).flatMap(Stream::of).toArray(String[]::new);
        try (ChildProcessor child = ChildProcessor.start(database, options)) {
            child.awaitHalt();
        }
    }

    private String ofAccount() {
        return " WHERE account_id = '" + account + "'";
    }

    private static String[] parking(String maxAttempts) {
        return new String[] {
            "--correnteza.processor.parking.max-attempts=" + maxAttempts,
            "--correnteza.processor.parking.first-pause=20ms",
            "--correnteza.processor.parking.longest-pause=50ms",
            "--correnteza.processor.parking.poll-interval=20ms"
        };
    }

    private PaymentEvent cart(String gateway) {
        PaymentEvent event = event(EventType.CART_ABANDONED);
        event.setGateway(gateway);
        return event;
    }

    private PaymentEvent sale(String type, String reference) {
        PaymentEvent event = event(type);
        event.setExternalReference(reference);
        return event;
    }

    private PaymentEvent event(String type) {
        PaymentEvent event = Histories.event(type, 0);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId("A");
        return event;
    }
}
