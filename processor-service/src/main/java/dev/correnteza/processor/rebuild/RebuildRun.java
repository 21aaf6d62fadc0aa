package dev.correnteza.processor.rebuild;

import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.RecordFaults;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.ConsumerFactory;

/** One rebuild, on a thread of its own: built and compared; swapped when told. Nothing of the books in use changes before that. */
final class RebuildRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);
    private static final int BATCH = 500;
    private static final int ALONE_TRIES = 50;
    private static final int MOST_LOOKS = 4;
    private static final int MOST_ROUNDS = 5;
    private static final long NEARLY_THERE = 2_000;
    private static final Duration LIVE_CATCHES_UP = Duration.ofSeconds(30);
    private static final Duration LOCKED = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration END = Duration.ofSeconds(20);

    private static final String ALONE = "SELECT pg_try_advisory_lock(hashtext('[new]'), 0)::int";

    private final UUID id = UUID.randomUUID();
    private final Instant startedAt;
    private final Surroundings surroundings;
    private final Schemas schemas;
    private final int examples;
    private volatile State state = State.BUILDING;
    private volatile @Nullable Instant endedAt;
    private volatile @Nullable String errorCode;
    private volatile long total;
    private volatile long read;
    private volatile long liveBehind;
    private volatile List<TableReport> tables = List.of();
    private volatile List<RebuildView.Start> starts = List.of();
    private volatile @Nullable Thread thread;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile @Nullable Built built;

    /** @param examples how many rows of a table are named that differ */
    RebuildRun(Surroundings surroundings, String liveSchema, int examples) {
        this.surroundings = surroundings;
        this.startedAt = surroundings.clock().instant();
        this.schemas = Schemas.of(liveSchema, startedAt);
        this.examples = examples;
    }

    UUID id() {
        return id;
    }

    State state() {
        return state;
    }

    long differences() {
        return tables.stream().mapToLong(TableReport::differences).sum();
    }

    /** Tables without all of whose records no books can be made; empty where nothing is in the way of a swap. */
    List<String> withoutBeginning() {
        Set<String> whole = BookTables.DERIVED.stream()
                .filter(BookTables.Derived::isWhole)
                .map(BookTables.Derived::name)
                .collect(Collectors.toSet());
        return tables.stream()
                .filter(table -> table.forgotten() > 0 && whole.contains(table.table()))
                .map(TableReport::table)
                .toList();
    }

    RebuildView view() {
        State now = state;
        boolean isCompared = now == State.COMPARED || now == State.SWAPPING || now == State.SWAPPED;
        return new RebuildView(
                id.toString(),
                now,
                startedAt,
                endedAt,
                errorCode,
                read,
                total,
                total == 0 ? 0 : Math.min(1, (double) read / total),
                isCompared ? differences() == 0 : null,
                liveBehind,
                isCompared ? tables : List.of(),
                starts,
                now == State.SWAPPED ? schemas.before() : null);
    }

    /** Returns at once. */
    void build() {
        run("rebuild", State.COMPARED, this::buildAndCompare, view -> {});
    }

    /**
     * Returns at once.
     *
     * @param ended told how it is then, swapped or not
     */
    void swap(Ended ended) {
        state = State.SWAPPING;
        errorCode = null;
        endedAt = null;
        run("rebuild-swap", State.SWAPPED, this::swapIn, ended);
    }

    @Override
    public void close() {
        Thread working = thread;
        if (working != null) {
            working.interrupt();
            try {
                working.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        release();
    }

    private void run(String name, State whenDone, Work work, Ended ended) {
        thread = Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                work.run();
                endedAt = surroundings.clock().instant();
                state = whenDone;
                log.atInfo()
                        .addKeyValue("rebuildId", id)
                        .addKeyValue("state", whenDone)
                        .addKeyValue("differences", differences())
                        .log("rebuild");
            } catch (Exception | Error e) {
                failed(e);
            }
            ended.accept(view());
        });
    }

    private void buildAndCompare() throws SQLException, InterruptedException {
        Database database = opened(surroundings.connect(schemas));
        // A session that was closed a moment ago may hold it still.
        for (int attempt = 1; database.number(ALONE) == 0; attempt++) {
            if (attempt == ALONE_TRIES) {
                throw new AnotherIsUnderWay();
            }
            Thread.sleep(PAUSE);
        }
        database.execute("DROP SCHEMA IF EXISTS [new] CASCADE");
        StandbyBooks books = opened(StandbyBooks.start(surroundings.environment(), schemas.rebuilt()));
        for (String settings : BookTables.SETTINGS) {
            database.execute("INSERT INTO [new]." + settings + " SELECT * FROM [live]." + settings);
        }
        TopicMerge topics = opened(new TopicMerge(surroundings.consumer(null), books.topics()));
        TopicMerge told = opened(new TopicMerge(surroundings.consumer(null), List.of(Topics.PAYMENT_TRANSITIONS)));
        RefusedRecords refused = new RefusedRecords(database, books);
        Built parts = new Built(
                database,
                books,
                topics,
                new ToldTransitions(told, surroundings.newerSchemas(), database, books),
                refused,
                new HeldRecords(database, books, refused));
        Comparison comparison =
                new Comparison(database, surroundings.oldestLogMonth().get(), examples);
        Map<TopicPartition, Long> earliest = new HashMap<>(topics.earliest());
        earliest.putAll(told.earliest());
        starts = RebuildView.Start.of(earliest);
        comparison.prepare(earliest);
        parts.refused().prepare();

        parts.told().read(Patience.ENDLESS);
        catchUp(parts, database);
        state = State.COMPARING;
        compare(parts, comparison);
        built = parts;
    }

    private void compare(Built parts, Comparison comparison) throws SQLException, InterruptedException {
        Database database = parts.database();
        comparison.begin();
        int look = 1;
        while (true) {
            awaitLive(parts.books(), parts.topics().ends());
            parts.told().settle(database);
            boolean isDifferent = comparison.look(look);
            if (!isDifferent || look == MOST_LOOKS) {
                break;
            }
            parts.told().read(Patience.ENDLESS);
            if (catchUp(parts, database) == 0 && look > 1) {
                break;
            }
            look++;
        }
        tables = comparison.report(look);
    }

    /** Applies what came meanwhile, until little can have come. */
    private long catchUp(Built parts, Database live) throws SQLException, InterruptedException {
        long before = parts.topics().read();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<TopicPartition, Long> ends = parts.topics().ends();
            total = parts.topics().distance(ends);
            long atStart = parts.topics().read();
            applyUntil(ends, parts, live, Patience.ENDLESS);
            if (parts.topics().read() - atStart < NEARLY_THERE) {
                break;
            }
        }
        return parts.topics().read() - before;
    }

    private void applyUntil(Map<TopicPartition, Long> ends, Built parts, Database live, Patience patience)
            throws SQLException, InterruptedException {
        parts.refused().refresh(live);
        parts.held().settle(live);
        while (true) {
            List<ConsumerRecord<String, byte[]>> records = parts.topics().next(ends, BATCH, patience);
            if (records.isEmpty()) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            patience.check();
            parts.books().apply(records.stream().filter(RebuildRun::isOfPeople).toList());
            parts.held().settle(live);
            read = parts.topics().read();
        }
    }

    // Canaries are deleted soon after they passed: nobody misses them in new books.
    private static boolean isOfPeople(ConsumerRecord<String, byte[]> record) {
        Header tenant = record.headers().lastHeader(RecordHeaders.TENANT_ID);
        return tenant == null || !CanaryTenant.ID.equals(new String(tenant.value(), StandardCharsets.UTF_8));
    }

    // What it has not applied yet would look like a difference.
    private void awaitLive(StandbyBooks books, Map<TopicPartition, Long> ends) throws InterruptedException {
        Instant limit = surroundings.clock().instant().plus(LIVE_CATCHES_UP);
        long behind = 0;
        for (String topic : books.topics()) {
            Map<TopicPartition, Long> ofTopic = new HashMap<>();
            ends.forEach((partition, end) -> {
                if (partition.topic().equals(topic) && end > 0) {
                    ofTopic.put(partition, end);
                }
            });
            try (Consumer<String, byte[]> group = surroundings.consumer(books.group(topic))) {
                long left = left(group, ofTopic);
                while (left > 0 && surroundings.clock().instant().isBefore(limit)) {
                    Thread.sleep(PAUSE);
                    left = left(group, ofTopic);
                }
                behind += left;
            }
        }
        liveBehind = behind;
    }

    private static long left(Consumer<String, byte[]> group, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = group.committed(ends.keySet());
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    return Math.max(0, end.getValue() - (done == null ? 0 : done.offset()));
                })
                .sum();
    }

    private void swapIn() throws SQLException, InterruptedException {
        Built parts = Objects.requireNonNull(built);
        try (Database swapping = surroundings.connect(schemas)) {
            Swap swap = new Swap(swapping);
            catchUp(parts, parts.database());
            swap.carry();
            catchUp(parts, parts.database());
            swapping.connection().setAutoCommit(false);
            swap.lock();
            // Nobody applies anything now. What is read here and not there is read there once more, and known.
            Patience patience = Patience.of(LOCKED);
            parts.told().read(patience);
            applyUntil(parts.topics().ends(), parts, swapping, patience);
            parts.told().settle(swapping);
            parts.held().letGo(surroundings.clock().instant());
            swap.exchange();
            swapping.connection().commit();
        }
        release();
    }

    // A swap that failed may be told again: both books are as good as before.
    private void failed(Throwable e) {
        errorCode = codeOf(e);
        endedAt = surroundings.clock().instant();
        // Messages of the database may quote values.
        log.atError()
                .addKeyValue("rebuildId", id)
                .addKeyValue("state", state)
                .addKeyValue("errorCode", errorCode)
                .log("rebuild failed; the books in use are as they were");
        if (state == State.SWAPPING) {
            state = State.COMPARED;
        } else {
            state = State.FAILED;
            release();
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        open.addFirst(part);
        return part;
    }

    private synchronized void release() {
        built = null;
        while (!open.isEmpty()) {
            try {
                open.removeFirst().close();
            } catch (Exception e) {
                log.atDebug().addKeyValue("errorCode", codeOf(e)).log("part of a rebuild not closed");
            }
        }
    }

    private static String codeOf(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return "SQLSTATE_" + sql.getSQLState();
            }
        }
        return RecordFaults.codeOf(e);
    }

    /** How far it is. */
    enum State {
        BUILDING,
        COMPARING,
        COMPARED,
        SWAPPING,
        SWAPPED,
        FAILED
    }

    /** What a rebuild works with. */
    record Surroundings(
            DataSource dataSource,
            ConfigurableEnvironment environment,
            ConsumerFactory<String, byte[]> consumers,
            NewerSchemas newerSchemas,
            Supplier<YearMonth> oldestLogMonth,
            Clock clock) {
        Database connect(Schemas schemas) throws SQLException {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            return new Database(connection, schemas);
        }

        /** @param group whose offsets are looked at; {@code null} for none */
        Consumer<String, byte[]> consumer(@Nullable String group) {
            return consumers.createConsumer(group, "rebuild", null, new Properties());
        }
    }

    private record Built(
            Database database,
            StandbyBooks books,
            TopicMerge topics,
            ToldTransitions told,
            RefusedRecords refused,
            HeldRecords held) {}

    /** Of another instance, in the same schema. */
    private static final class AnotherIsUnderWay extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Who is told that it has ended. */
    interface Ended {
        void accept(RebuildView view);
    }

    private interface Work {
        void run() throws SQLException, InterruptedException;
    }
}
