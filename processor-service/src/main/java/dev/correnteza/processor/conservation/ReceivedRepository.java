package dev.correnteza.processor.conservation;

import dev.correnteza.processor.sql.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Counts of what came in. Each record is counted once: how far the counting came is part of the same transaction. */
@Repository
class ReceivedRepository {
    private static final String MEET = """
            INSERT INTO received_progress (topic, kafka_partition, next_offset, record_time)
            SELECT topic, kafka_partition, 0, 'epoch'
            FROM unnest(:topics, :partitions) AS met (topic, kafka_partition)
            ON CONFLICT (topic, kafka_partition) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT topic, kafka_partition, next_offset
            FROM received_progress
            WHERE (topic, kafka_partition) IN (SELECT * FROM unnest(:topics, :partitions))
            ORDER BY topic, kafka_partition
            FOR UPDATE
            """;

    private static final String ADD = """
            INSERT INTO received_count AS old (hour, tenant_id, account_id, received)
            SELECT *
            FROM unnest(:hours, :tenants, :accounts, :counts)
            ON CONFLICT (hour, tenant_id, account_id) DO UPDATE
            SET received = old.received + excluded.received
            """;

    private static final String MOVE = """
            UPDATE received_progress
            SET next_offset = moved.next_offset,
                record_time = greatest(received_progress.record_time, moved.record_time)
            FROM unnest(:topics, :partitions, :nexts, :times) AS moved (topic, kafka_partition, next_offset, record_time)
            WHERE received_progress.topic = moved.topic
              AND received_progress.kafka_partition = moved.kafka_partition
            """;

    private final DatabaseClient db;
    private final TransactionalOperator transaction;

    ReceivedRepository(DatabaseClient db, TransactionalOperator transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    /** Counts those of these records that were not counted before. */
    Mono<Void> count(List<Received> batch) {
        Map<Place, List<Received>> byPlace = new TreeMap<>();
        batch.forEach(
                one -> byPlace.computeIfAbsent(new Place(one.topic(), one.partition()), place -> new ArrayList<>())
                        .add(one));
        List<Place> places = List.copyOf(byPlace.keySet());
        return onPlaces(MEET, places)
                .then()
                .then(onPlaces(LOCK, places)
                        .map(row -> Map.entry(
                                new Place(row.get("topic", String.class), row.get("kafka_partition", Integer.class)),
                                row.get("next_offset", Long.class)))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue))
                .flatMap(next -> {
                    List<Received> fresh = batch.stream()
                            .filter(one ->
                                    one.offset() >= next.getOrDefault(new Place(one.topic(), one.partition()), 0L))
                            .toList();
                    return fresh.isEmpty() ? Mono.empty() : add(fresh).then(move(fresh));
                })
                .as(transaction::transactional);
    }

    private DatabaseClient.GenericExecuteSpec onPlaces(String sql, List<Place> places) {
        return db.sql(sql)
                .bind("topics", Columns.text(places, Place::topic))
                .bind("partitions", Columns.integer(places, Place::partition));
    }

    private Mono<Void> add(List<Received> fresh) {
        Map<Account, Long> counts = new TreeMap<>();
        fresh.stream()
                .filter(Received::isKept)
                .forEach(one -> counts.merge(new Account(one.hour(), one.tenantId(), one.accountId()), 1L, Long::sum));
        List<Account> accounts = List.copyOf(counts.keySet());
        return accounts.isEmpty()
                ? Mono.empty()
                : db.sql(ADD)
                        .bind("hours", Columns.timestamp(accounts, Account::hour))
                        .bind("tenants", Columns.text(accounts, Account::tenantId))
                        .bind("accounts", Columns.text(accounts, Account::accountId))
                        .bind("counts", Columns.bigint(accounts, counts::get))
                        .then();
    }

    private Mono<Void> move(List<Received> fresh) {
        Map<Place, Received> newest = new TreeMap<>();
        fresh.forEach(one ->
                newest.merge(new Place(one.topic(), one.partition()), one, (a, b) -> a.offset() > b.offset() ? a : b));
        Collection<Received> last = newest.values();
        return db.sql(MOVE)
                .bind("topics", Columns.text(last, Received::topic))
                .bind("partitions", Columns.integer(last, Received::partition))
                .bind("nexts", Columns.bigint(last, one -> one.offset() + 1))
                .bind("times", Columns.timestamp(last, Received::recordTime))
                .then();
    }

    /** A partition. */
    private record Place(String topic, int partition) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::topic).thenComparing(Place::partition);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** An account in an hour. */
    private record Account(Instant hour, String tenantId, String accountId) implements Comparable<Account> {
        private static final Comparator<Account> ORDER = Comparator.comparing(Account::hour)
                .thenComparing(Account::tenantId)
                .thenComparing(Account::accountId);

        @Override
        public int compareTo(Account other) {
            return ORDER.compare(this, other);
        }
    }
}
