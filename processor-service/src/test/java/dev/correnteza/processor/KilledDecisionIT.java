package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child process is ended around a decision that somebody made by its API; the next one applies it, once. */
@Timeout(value = 6, unit = TimeUnit.MINUTES) // three starts and several waits: more than the time of any other test
class KilledDecisionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String GROUP = "processor-decisions";
    private static final String MEND =
            "{\"patch\": [{\"op\": \"replace\", \"path\": \"/externalReference\", \"value\": \"mended\"}],"
                    + " \"reason\": \"a typo\"}";

    private final String account = "account-" + UUID.randomUUID();
    private final String refused = "refused in " + account;
    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private final Broker broker = new Broker(TestStack.kafka().bootstrapServers());
    private final PaymentEvent sick = sick();

    @BeforeEach
    void giveUp() {
        RunningProcessor.start(database).close(); // for the migrations
        books.execute(
                "ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '" + refused + "')");
        broker.publish(Topics.PAYMENT_EVENTS, sick);
        broker.flush();
        try (RunningProcessor processor = RunningProcessor.start(
                database,
                "--correnteza.processor.parking.max-attempts=2",
                "--correnteza.processor.parking.first-pause=20ms",
                "--correnteza.processor.parking.longest-pause=50ms",
                "--correnteza.processor.parking.poll-interval=20ms")) {
            await().atMost(PATIENCE)
                    .until(() -> books.count("dead_letter" + ofAccount() + " AND published_at IS NOT NULL") == 1);
            assertThat(processor.context().isRunning()).isTrue();
        }
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void appliesOnceWhatWasAcknowledgedAndNotApplied() throws Exception {
        // Reads nothing itself: its reader might be faster than the acknowledgement.
        decideAndHalt(
                ChildProcessor.haltingOnAcknowledgement(Topics.OPERATOR_DECISIONS),
                "--spring.kafka.listener.auto-startup=false");

        assertThat(books.count("decision")).isZero();
        assertThat(books.texts("SELECT state FROM processor.dead_letter" + ofAccount()))
                .containsExactly("OPEN");
        goOn();
    }

    @Test
    void appliesOnceWhatWasAppliedBeforeTheOffsetsWereCommitted() throws Exception {
        long behind = broker.committed(GROUP, Topics.OPERATOR_DECISIONS);

        decideAndHalt(ChildProcessor.haltingAfterBatch(GROUP, Topics.OPERATOR_DECISIONS));

        assertThat(books.count("decision")).isOne();
        assertThat(broker.committed(GROUP, Topics.OPERATOR_DECISIONS)).isEqualTo(behind);
        goOn();
    }

    private void decideAndHalt(String[] halting, String... more) throws Exception {
        String[] options = Stream.of(halting, more).flatMap(Stream::of).toArray(String[]::new);
        String path = "/v1/dead-letters/"
                + books.texts("SELECT dead_letter_id FROM processor.dead_letter" + ofAccount())
                        .getFirst();
        try (ChildProcessor child = ChildProcessor.start(database, options);
                Api api = new Api(child)) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> api.get(path).status() == 200);
            try {
                api.post(path + "/mend", MEND);
            } catch (IOException e) {
                // Whoever was to answer is no more.
            }
            child.awaitHalt();
        }
    }

    private void goOn() throws Exception {
        assertThat(decisions()).isOne();
        broker.forgetKilledMembers();
        try (RunningProcessor next = RunningProcessor.start(database)) {
            long published = broker.read(Topics.OPERATOR_DECISIONS).size();
            await().atMost(PATIENCE).until(() -> broker.committed(GROUP, Topics.OPERATOR_DECISIONS) == published);
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(next.context().isRunning()).isTrue();
        }
        assertThat(decisions()).isOne();
        assertThat(books.texts("SELECT state FROM processor.dead_letter" + ofAccount()))
                .containsExactly("MENDED");
        assertThat(books.texts("SELECT kind || coalesce(error_code, '') FROM processor.decision"))
                .containsExactly("MEND_EVENT");
        assertThat(books.texts("SELECT action || ' ' || target || ' ' || (details::jsonb ->> 'decisionId')"
                        + " FROM processor.audit_entry WHERE action LIKE 'dead_letter.%'"))
                .containsExactlyElementsOf(
                        books.texts("SELECT 'dead_letter.mended ' || dead_letter_id || ' ' || decision_id"
                                + " FROM processor.decision"));
        assertThat(books.count("ledger" + ofAccount())).isOne();
        assertThat(books.texts("SELECT external_reference || ' ' || status || ' ' || facts FROM processor.payment"
                        + ofAccount()))
                .containsExactly("mended PAID 1");
        assertThat(books.count("transition")).isOne();
        assertThat(books.texts("SELECT status FROM processor.webhook_log" + ofAccount()))
                .containsExactly("done");
    }

    private long decisions() {
        return broker.read(Topics.OPERATOR_DECISIONS).stream()
                .filter(record -> sick.getEventId().equals(record.key()))
                .count();
    }

    private String ofAccount() {
        return " WHERE account_id = '" + account + "'";
    }

    private PaymentEvent sick() {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 1);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId("A");
        event.setExternalReference(refused);
        return event;
    }
}
