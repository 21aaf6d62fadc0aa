package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections of the pool are given back, whoever loses interest in a query and whenever. */
class PoolIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUERIES = 2_000;
    private static final int AT_ONCE = 16;
    private static final int LONGEST_INTEREST_MICROS = 20_000;
    private static final int OF_A_BEGIN_MICROS = 3_000;
    private static final int ONE_TO_ITS_END_IN = 8;
    private static final int GIVEN_UP = 3;

    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private RunningProcessor processor;
    private PoolMetrics pool;

    @BeforeEach
    void start() {
        processor = RunningProcessor.start(
                database, "--correnteza.processor.batch.timeout=2s", "--spring.r2dbc.properties.lockWaitTimeout=PT3S");
        pool = processor.context().getBean(ConnectionPool.class).getMetrics().orElseThrow();
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @Test
    void hasAllConnectionsBackWhenQueriesAndTransactionsAreCanceledAtAnyMoment() {
        Random random = new Random(11);
        DatabaseClient db = processor.context().getBean(DatabaseClient.class);
        TransactionalOperator transaction = processor.context().getBean(TransactionalOperator.class);
        books.execute("CREATE TABLE processor.noted (number integer)");
        // More rows than a driver takes ahead of who reads them.
        Mono<Long> query = db.sql("SELECT generate_series(1, 2000)::bigint")
                .mapValue(Long.class)
                .all()
                .count();
        Mono<Long> change = query.then(
                        db.sql("INSERT INTO noted VALUES (1)").fetch().rowsUpdated())
                .as(transaction::transactional);

        Long ended = Flux.range(0, QUERIES)
                .flatMap(
                        number -> {
                            Mono<Long> one = number % 2 == 0 ? query : change;
                            int longest = random.nextBoolean() ? OF_A_BEGIN_MICROS : LONGEST_INTEREST_MICROS;
                            Duration interest = Duration.ofNanos(1_000L * random.nextInt(longest));
                            return random.nextInt(ONE_TO_ITS_END_IN) == 0
                                    ? one
                                    : one.takeUntilOther(Mono.delay(interest));
                        },
                        AT_ONCE)
                .count()
                .block(PATIENCE);

        assertThat(ended).as("queries that came to their end").isBetween(QUERIES / 16L, QUERIES - 1L);
        assertAllAreBack();
        // All there may be, at once.
        assertThat(Flux.range(0, pool.getMaxAllocatedSize())
                        .flatMap(number -> db.sql("SELECT pg_sleep(0.2)::text")
                                .mapValue(String.class)
                                .one())
                        .count()
                        .block(PATIENCE))
                .isEqualTo(pool.getMaxAllocatedSize());
    }

    @Test
    void hasAllConnectionsBackAndAppliesOnceWhenBatchesAreGivenUpInTheMiddle() throws Exception {
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers());
                CapturedLogs logs = new CapturedLogs();
                Connection rival =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = rival.createStatement()) {
            broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PENDING, 0));
            await().atMost(PATIENCE).until(() -> books.count("payment WHERE account_id = 'account-pool'") == 1);
            rival.setAutoCommit(false);
            statement.execute("SELECT FROM processor.payment WHERE account_id = 'account-pool' FOR UPDATE");

            broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PAID, 1));
            await().atMost(PATIENCE)
                    .until(() -> logs.lines().stream()
                                    .filter(line -> line.startsWith("batch failed and is tried again"))
                                    .count()
                            >= GIVEN_UP);
            // Who is not waited for any more does not wait for a lock for long.
            assertThat(books.texts("SELECT pid::text FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND wait_event_type = 'Lock'"))
                    .hasSizeLessThan(GIVEN_UP);
            rival.rollback();

            await().atMost(PATIENCE)
                    .until(() -> books.count("payment WHERE account_id = 'account-pool' AND status = 'PAID'") == 1);
            assertThat(books.count("webhook_log WHERE account_id = 'account-pool' AND status = 'done'"))
                    .isEqualTo(2);
            assertThat(books.count("ledger WHERE account_id = 'account-pool'")).isEqualTo(2);
        }
        assertAllAreBack();
    }

    // What looks after leases and parked records has one now and then.
    private void assertAllAreBack() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pool)
                        .returns(0, PoolMetrics::acquiredSize)
                        .returns(0, PoolMetrics::pendingAcquireSize)
                        .returns(pool.allocatedSize(), PoolMetrics::idleSize));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books.texts("SELECT state || ' after ' || query FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"))
                        .isEmpty());
    }

    private static PaymentEvent event(String type, int minute) {
        PaymentEvent event = Histories.event(type, minute);
        event.setAccountId("account-pool");
        event.setGatewayTransactionId("HP-pool");
        return event;
    }
}
