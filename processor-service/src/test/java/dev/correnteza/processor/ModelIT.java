package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.batch.Lanes;
import dev.correnteza.simulator.books.BooksAudit;
import dev.correnteza.simulator.books.InventedSales;
import dev.correnteza.simulator.books.Told;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invented histories, torn into batches, with duplicates, over both lanes, against faults of the database in the midst of a
 * transaction: the books say what a model says that knows nothing of batches. When a seed fails, {@link #STORIES} can be made
 * smaller, down to the first number that still fails.
 */
class ModelIT {
    private static final int STORIES = 100;
    private static final int PEOPLE = 40;
    private static final int LONGEST_BATCH = 50;
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);

    // Partitions that no topic has: the log tells these records from those that other tests publish.
    private static final int PARTITION = 1_000;
    private static final AtomicLong OFFSETS = new AtomicLong();

    private static Database database;
    private static Books books;
    private static RunningProcessor processor;
    private static Lanes lanes;
    private static Faults faults;

    @BeforeAll
    static void start() {
        database = TestStack.freshDatabase();
        books = new Books(database);
        // The model tells steps that were revoked by the order of batches: none side by side on one lane.
        processor = RunningProcessor.start(database, "--correnteza.processor.batch.consumers=1");
        lanes = new Lanes(processor.context());
        faults = new Faults(books);
    }

    @AfterAll
    static void stop() {
        processor.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void theBooksSayWhatTheModelSaysBatchAfterBatch(long seed) throws Exception {
        Run run = new Run("tenant-model-" + seed, seed);

        run.applyAll(run.records, new Random(seed), true);

        assertThat(run.differences(true)).as("seed %d", seed).isEmpty();
        assertThat(run.books()).as("seed %d", seed).isEqualTo(run.accounted());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3})
    void theBooksSayWhatTheModelSaysWhenBothLanesRunAtOnce(long seed) throws Exception {
        Run run = new Run("tenant-model-" + seed, seed);
        List<Callable<Void>> both = new ArrayList<>();
        for (String topic : List.of(Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL)) {
            both.add(() -> {
                List<ConsumerRecord<String, byte[]>> lane = run.records.stream()
                        .filter(record -> record.topic().equals(topic))
                        .toList();
                run.applyAll(lane, new Random(seed + topic.length()), false);
                return null;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(both.size())) {
            for (Future<Void> lane : threads.invokeAll(both)) {
                lane.get();
            }
        }

        assertThat(run.differences(false)).as("seed %d", seed).isEmpty();
        assertThat(run.books()).as("seed %d", seed).isEqualTo(run.accounted());
    }

    /** One tenant's histories. */
    private static final class Run {
        private final String tenant;
        private final List<Told> told = new ArrayList<>();
        private final List<ConsumerRecord<String, byte[]>> records;

        Run(String tenant, long seed) {
            this.tenant = tenant;
            InventedSales sales = new InventedSales(tenant, PEOPLE, seed);
            for (int story = 0; story < STORIES; story++) {
                told.addAll(sales.next());
            }
            Random random = new Random(-seed);
            List<Told> delivered = new ArrayList<>(told);
            for (Told again : told) {
                if (random.nextInt(5) == 0) {
                    delivered.add(again);
                }
            }
            Collections.shuffle(delivered, random);
            this.records = delivered.stream()
                    .map(one -> record(
                            random.nextBoolean() ? Topics.PAYMENT_EVENTS : Topics.PAYMENT_EVENTS_BACKFILL, one.event()))
                    .toList();
        }

        /** As a consumer would: one batch of one topic after the other, a failed one again, and sometimes one that was committed. */
        void applyAll(List<ConsumerRecord<String, byte[]>> all, Random random, boolean withFaults) {
            int from = 0;
            while (from < all.size()) {
                String topic = all.get(from).topic();
                int to = Math.min(all.size(), from + 1 + random.nextInt(LONGEST_BATCH));
                List<ConsumerRecord<String, byte[]>> batch = all.subList(from, to);
                List<ConsumerRecord<String, byte[]>> ofTopic = batch.stream()
                        .filter(record -> record.topic().equals(topic))
                        .toList();
                List<ConsumerRecord<String, byte[]>> ofOther = batch.stream()
                        .filter(record -> !record.topic().equals(topic))
                        .toList();
                apply(ofTopic, random, withFaults);
                apply(ofOther, random, withFaults);
                from = to;
            }
        }

        private static void apply(List<ConsumerRecord<String, byte[]>> batch, Random random, boolean withFaults) {
            if (batch.isEmpty()) {
                return;
            }
            boolean isFailing = withFaults && random.nextInt(3) == 0;
            if (isFailing) {
                faults.arm(random, batch.size());
            }
            int attempts = 1;
            while (!isApplied(batch)) {
                assertThat(++attempts).as("attempts at one batch").isLessThan(5);
            }
            if (isFailing) {
                faults.disarm();
            }
            if (random.nextInt(10) == 0) {
                assertThat(isApplied(batch)).as("read again after a kill").isTrue();
            }
        }

        private static boolean isApplied(List<ConsumerRecord<String, byte[]>> batch) {
            return batch.getFirst().topic().equals(Topics.PAYMENT_EVENTS) ? lanes.live(batch) : lanes.backfill(batch);
        }

        List<String> differences(boolean isSequential) throws Exception {
            try (Connection connection =
                    DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
                return new BooksAudit(connection, tenant, told).differences(isSequential);
            }
        }

        /** What the log says. */
        String books() {
            String ofTenant = "webhook_log WHERE tenant_id = '" + tenant + "'";
            return books.count(ofTenant) + " records, " + books.count(ofTenant + " AND status = 'done'") + " done, "
                    + books.count(ofTenant + " AND status = 'duplicate'") + " duplicates";
        }

        /** What it has to say. */
        String accounted() {
            return records.size() + " records, " + told.size() + " done, " + (records.size() - told.size())
                    + " duplicates";
        }
    }

    private static ConsumerRecord<String, byte[]> record(String topic, PaymentEvent event) {
        byte[] value = CODEC.encode(event);
        return new ConsumerRecord<>(
                topic,
                PARTITION,
                OFFSETS.getAndIncrement(),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                CorrelationKey.of(event),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Lets the database fail at the n-th row that a batch writes, in whichever table that is, and once only. */
    private record Faults(Books books) {
        // Out of memory: the batch is read again. Deadlock: tried again at once. Data exception: the batch is halved.
        private static final List<String> CODES = List.of("53200", "40P01", "22000");
        private static final int ROWS_PER_RECORD = 10;

        Faults(Books books) {
            this.books = books;
            // What a sequence gave is gone, though the transaction is rolled back: so the next attempt gets through.
            books.execute("CREATE SEQUENCE processor.rows_written");
            books.execute("CREATE TABLE processor.fault (at_row bigint NOT NULL, code text NOT NULL)");
            books.execute("""
                    CREATE FUNCTION processor.fail() RETURNS trigger LANGUAGE plpgsql AS $$
                    DECLARE
                        armed processor.fault;
                    BEGIN
                        SELECT * INTO armed FROM processor.fault;
                        IF FOUND AND nextval('processor.rows_written') = armed.at_row THEN
                            RAISE EXCEPTION 'injected' USING ERRCODE = armed.code;
                        END IF;
                        RETURN NEW;
                    END $$""");
            for (String table : List.of(
                    "ledger",
                    "payment",
                    "payment_key",
                    "gateway_transaction",
                    "customer",
                    "customer_key",
                    "subscription",
                    "transition",
                    "outbox",
                    "webhook_log")) {
                books.execute("CREATE TRIGGER failing BEFORE INSERT OR UPDATE ON processor." + table
                        + " FOR EACH ROW EXECUTE FUNCTION processor.fail()");
            }
        }

        void arm(Random random, int batch) {
            // A record that fails alone is set aside, as it must be.
            String code = CODES.get(random.nextInt(batch == 1 ? CODES.size() - 1 : CODES.size()));
            books.execute("ALTER SEQUENCE processor.rows_written RESTART");
            books.execute("INSERT INTO processor.fault VALUES (" + (1 + random.nextInt(batch * ROWS_PER_RECORD)) + ", '"
                    + code + "')");
        }

        void disarm() {
            books.execute("DELETE FROM processor.fault");
        }
    }
}
