package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.KafkaBroker;
import dev.correnteza.embedded.PostgresServer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** The database and the broker go and come back; the service stays. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAYMENTS = 20;
    private static final int MOST_ROUNDS = 10;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @TempDir
    static Path directory;

    private static PostgresServer postgres;
    private static KafkaBroker kafka;
    private static Books books;
    private static RunningProcessor processor;
    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start(directory.resolve("postgres"), 0);
        kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
        Database database = new Database(
                "127.0.0.1", postgres.port(), postgres.database(), postgres.username(), postgres.password());
        books = new Books(database);
        broker = new Broker(kafka.bootstrapServers());
        broker.createTopics(RunningProcessor.topics());
        processor = RunningProcessor.startOn(kafka.bootstrapServers(), database);
    }

    @AfterAll
    static void stop() {
        processor.close();
        broker.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger published = new AtomicInteger();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                broker.publish(Topics.PAYMENT_EVENTS, paid("account-db", published.incrementAndGet()));
                broker.flush();
            }
        });
        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE account_id = 'account-db'") > 100);

        int port = postgres.port();
        postgres.close();
        int atStop = published.get();
        await().atMost(PATIENCE).during(Duration.ofSeconds(3)).until(() -> published.get() > atStop);
        postgres = PostgresServer.start(directory.resolve("postgres"), port);
        enough.set(true);
        load.join();

        await().atMost(PATIENCE)
                .until(() -> books.count("webhook_log WHERE account_id = 'account-db'") == published.get());
        assertThat(books.count("ledger WHERE account_id = 'account-db'")).isEqualTo(published.get());
        assertThat(books.count("payment WHERE account_id = 'account-db' AND facts = 1 AND status = 'PAID'"))
                .isEqualTo(published.get());
        assertThat(books.count("parked_record")).isZero();
        await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
        assertThat(processor
                        .context()
                        .getBean(KafkaListenerEndpointRegistry.class)
                        .getListenerContainers())
                .allMatch(container -> container.isRunning());
        try (Api api = new Api(processor)) {
            await().atMost(PATIENCE)
                    .until(() -> api.get("/actuator/health/readiness").status() == 200);
        }
    }

    @Test
    void publishesWhenTheBrokerIsBackAndAnswersMeanwhile() throws Exception {
        // Another publisher seems to be at work, until the broker is away.
        books.execute(
                "INSERT INTO processor.publisher_lease VALUES ('outbox', gen_random_uuid(), now() + interval '1 h')"
                        + " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, held_until = excluded.held_until");
        // For two seconds a publisher does not ask whether its lease is still its own.
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(3))
                .until(() -> books.count("publisher_lease WHERE held_until > now() + interval '50 min'") == 1);
        for (int i = 0; i < 100; i++) {
            broker.publish(Topics.PAYMENT_EVENTS, paid("account-broker", i));
        }
        broker.flush();
        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE account_id = 'account-broker'") == 100);
        List<String> recorded = books.texts("SELECT t.transition_id FROM processor.transition t"
                + " JOIN processor.payment p USING (payment_id) WHERE p.account_id = 'account-broker'");

        int port = Integer.parseInt(
                kafka.bootstrapServers().substring(kafka.bootstrapServers().lastIndexOf(':') + 1));
        kafka.close();
        books.execute("DELETE FROM processor.publisher_lease");
        try (Api api = new Api(processor)) {
            await().atMost(PATIENCE)
                    .during(Duration.ofSeconds(3))
                    .until(() -> api.get("/v1/payments?limit=1").status() == 200);
        }
        assertThat(books.count("outbox")).isEqualTo(100);
        kafka = KafkaBroker.start(directory.resolve("kafka"), port);

        await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
        assertThat(recorded).hasSize(100);
        assertThat(keysOf(Topics.PAYMENT_TRANSITIONS)).containsAll(paymentsOf("account-broker"));
        assertThat(keysOf(Topics.PAYMENT_TRANSITIONS_PRIVATE)).containsAll(paymentsOf("account-broker"));
        assertThat(books.count("transition WHERE published_at IS NULL")).isZero();
    }

    @Test
    void appliesABatchOnceThatLosesADeadlock() throws Exception {
        for (int i = 0; i < PAYMENTS; i++) {
            broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PENDING, "account-deadlock", i));
        }
        broker.flush();
        await().atMost(PATIENCE).until(() -> books.count("payment WHERE account_id = 'account-deadlock'") == PAYMENTS);
        String middle = books.texts("SELECT payment_id COLLATE \"C\" FROM processor.payment"
                        + " WHERE account_id = 'account-deadlock' ORDER BY 1 OFFSET " + PAYMENTS / 2)
                .getFirst();
        int told = PAYMENTS;

        try (CapturedLogs logs = new CapturedLogs();
                Connection rival = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + postgres.database(),
                        "postgres",
                        Files.readString(directory.resolve("postgres").resolve("superuser-password")));
                Statement statement = rival.createStatement()) {
            statement.execute("SET deadlock_timeout = '10 min'"); // who is never the first to look is never the victim
            rival.setAutoCommit(false);
            for (int round = 0; round < MOST_ROUNDS && !hasHadADeadlock(); round++) {
                statement.execute(lock(">= '" + middle + "'"));
                for (int i = 0; i < PAYMENTS; i++, told++) {
                    broker.publish(Topics.PAYMENT_EVENTS, paid("account-deadlock", i));
                }
                broker.flush();
                await().atMost(PATIENCE)
                        .until(() -> !books.texts(
                                        "SELECT pid FROM pg_stat_activity WHERE pg_blocking_pids(pid) <> '{}'")
                                .isEmpty());
                waitInACircle(statement, lock("< '" + middle + "'"));
                rival.rollback();
            }
            int records = told;
            await().atMost(PATIENCE)
                    .until(() -> books.count("webhook_log WHERE account_id = 'account-deadlock'") == records);

            assertThat(hasHadADeadlock()).isTrue();
            assertThat(logs.lines()).noneMatch(line -> line.startsWith("batch failed"));
        }
        assertThat(books.count("webhook_log WHERE account_id = 'account-deadlock' AND status = 'done'"))
                .isEqualTo(told);
        assertThat(books.texts("SELECT sum(facts) FROM processor.payment WHERE account_id = 'account-deadlock'"))
                .containsExactly("" + told);
        assertThat(books.count("payment WHERE account_id = 'account-deadlock' AND status = 'PAID'"))
                .isEqualTo(PAYMENTS);
    }

    // A batch looks for a deadlock once, a second after it began to wait. One that has looked already never would
    // again.
    private static void waitInACircle(Statement statement, String lock) throws SQLException {
        statement.execute("SET LOCAL lock_timeout = '5 s'");
        try {
            statement.execute(lock);
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    // Batches lock the other way round.
    private static String lock(String payments) {
        return "SELECT FROM processor.payment WHERE account_id = 'account-deadlock' AND payment_id COLLATE \"C\" "
                + payments + " ORDER BY payment_id COLLATE \"C\" DESC FOR UPDATE";
    }

    private static boolean hasHadADeadlock() throws IOException {
        return Files.readString(directory.resolve("postgres").resolve("postgres.log"))
                .contains("deadlock detected");
    }

    private static List<String> paymentsOf(String account) {
        return books.texts("SELECT payment_id FROM processor.payment WHERE account_id = '" + account + "'");
    }

    private static Set<String> keysOf(String topic) {
        Set<String> keys = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : broker.read(topic)) {
            keys.add(record.key());
        }
        return keys;
    }

    private static PaymentEvent paid(String account, int number) {
        return event(EventType.PAYMENT_PAID, account, number);
    }

    private static PaymentEvent event(String type, String account, int number) {
        PaymentEvent event = Histories.event(type, 0);
        event.setAccountId(account);
        event.setGatewayTransactionId(account + number);
        return event;
    }
}
