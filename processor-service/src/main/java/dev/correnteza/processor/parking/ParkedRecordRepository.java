package dev.correnteza.processor.parking;

import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.BooksLock;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Plans;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Records that wait, with their bytes. */
@Repository
public class ParkedRecordRepository {
    // All in one statement, as every batch begins with it.
    private static final String ENTER = """
            SELECT pg_advisory_xact_lock_shared(:lock + hashtext(current_schema()) - hashtext('processor'))::text,
                   ARRAY(SELECT DISTINCT queue_key
                         FROM parked_record
                         WHERE queue_key = ANY (:keys)) AS waiting,
            """ + Plans.BY_SIZE_OF_BOOKS;

    private static final String ENTER_ALONE = ENTER.replace("_lock_shared(", "_lock(");

    private static final String PARK = """
            INSERT INTO parked_record (topic, kafka_partition, kafka_offset, record_time, record_key, record_value, error_code, attempts,
                                       parked_at, queue_key, key_bytes, tenant_id, account_id, gateway, next_attempt_at)
            SELECT topic, kafka_partition, kafka_offset, record_time, queue_key, decode(value, 'hex'), error_code, attempts,
                   parked_at, queue_key, decode(key, 'hex'), tenant_id, account_id, gateway, next_attempt_at
            FROM unnest(:topics, :partitions, :offsets, :times, :queueKeys, :values, :errors, :attempts, :parked, :keys, :tenants,
                        :accounts, :gateways, :nexts)
                 WITH ORDINALITY
                 AS new (topic, kafka_partition, kafka_offset, record_time, queue_key, value, error_code, attempts, parked_at, key,
                         tenant_id, account_id, gateway, next_attempt_at, position)
            ORDER BY position
            ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
            """;

    // Only the first of a key is ever tried. One that another instance has in hand is passed over, and so is its key.
    private static final String CLAIM = """
            SELECT *
            FROM parked_record AS head
            WHERE next_attempt_at <= :now
              AND NOT EXISTS (
                  SELECT
                  FROM parked_record AS earlier
                  WHERE earlier.queue_key = head.queue_key
                    AND earlier.queue_position < head.queue_position)
            ORDER BY next_attempt_at, queue_position
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    private static final String REMOVE = """
            DELETE FROM parked_record
            WHERE topic = :topic
              AND kafka_partition = :partition
              AND kafka_offset = :offset
            """;

    // Two instances that failed with the same try count it once.
    private static final String REFUSED = """
            UPDATE parked_record
            SET attempts = attempts + 1,
                error_code = :error,
                next_attempt_at = :next
            WHERE topic = :topic
              AND kafka_partition = :partition
              AND kafka_offset = :offset
              AND attempts = :attempts
            """;

    private final DatabaseClient db;

    ParkedRecordRepository(DatabaseClient db) {
        this.db = db;
    }

    /**
     * Begins a transaction that adds facts: waits while a decision is being applied, then says which of these keys have records
     * that wait.
     */
    public Mono<Set<String>> enter(Collection<String> queueKeys) {
        return enter(ENTER, queueKeys);
    }

    /** As {@link #enter}, and nobody else adds facts until the transaction ends. */
    public Mono<Set<String>> enterAlone(Collection<String> queueKeys) {
        return enter(ENTER_ALONE, queueKeys);
    }

    private Mono<Set<String>> enter(String sql, Collection<String> queueKeys) {
        return db.sql(sql)
                .bind("lock", BooksLock.KEY)
                .bind("keys", queueKeys.toArray(String[]::new))
                .map(row -> Set.of(Objects.requireNonNull(row.get("waiting", String[].class))))
                .one();
    }

    /** Keeps these behind those of their keys, in their order; those that are kept already stay where they are. */
    public Mono<Void> parkBehind(List<SourceRecord> records, Instant now) {
        return records.isEmpty()
                ? Mono.empty()
                : park(records.stream()
                        .map(record -> ParkedRecord.behind(record, now))
                        .toList());
    }

    Mono<Void> park(List<ParkedRecord> rows) {
        return db.sql(PARK)
                .bind("topics", Columns.text(rows, row -> row.source().topic()))
                .bind("partitions", Columns.integer(rows, row -> row.source().partition()))
                .bind("offsets", Columns.bigint(rows, row -> row.source().offset()))
                .bind("times", Columns.timestamp(rows, row -> row.source().recordTime()))
                .bind(
                        "queueKeys",
                        Columns.text(
                                rows, row -> ParkedRecord.queueKey(row.source().key())))
                .bind("values", Columns.text(rows, row -> hex(row.source().value())))
                .bind("errors", Columns.text(rows, ParkedRecord::errorCode))
                .bind("attempts", Columns.integer(rows, ParkedRecord::attempts))
                .bind("parked", Columns.timestamp(rows, ParkedRecord::parkedAt))
                .bind("keys", Columns.text(rows, row -> hex(bytes(row.source().key()))))
                .bind("tenants", Columns.text(rows, row -> row.source().tenantId()))
                .bind("accounts", Columns.text(rows, row -> row.source().accountId()))
                .bind("gateways", Columns.text(rows, row -> row.source().gateway()))
                .bind("nexts", Columns.timestamp(rows, ParkedRecord::nextAttemptAt))
                .then();
    }

    /** One that is due, locked until the transaction ends; empty where there is none. */
    Mono<ParkedRecord> claim(Instant now) {
        return db.sql(CLAIM)
                .bind("now", now)
                .map(ParkedRecordRepository::parked)
                .one();
    }

    /** It waits no longer. Emits false where it did not. */
    public Mono<Boolean> remove(String topic, int partition, long offset) {
        return db.sql(REMOVE)
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("offset", offset)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Notes that it was refused once more. Emits false where somebody else noted that. */
    Mono<Boolean> refused(ParkedRecord parked, String errorCode, Instant next) {
        return db.sql(REFUSED)
                .bind("error", errorCode)
                .bind("next", next)
                .bind("topic", parked.source().topic())
                .bind("partition", parked.source().partition())
                .bind("offset", parked.source().offset())
                .bind("attempts", parked.attempts())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static ParkedRecord parked(Readable row) {
        byte[] key = row.get("key_bytes", byte[].class);
        return new ParkedRecord(
                new SourceRecord(
                        row.get("topic", String.class),
                        row.get("kafka_partition", Integer.class),
                        row.get("kafka_offset", Long.class),
                        row.get("record_time", Instant.class),
                        key == null ? row.get("record_key", String.class) : new String(key, StandardCharsets.UTF_8),
                        row.get("record_value", byte[].class),
                        row.get("tenant_id", String.class),
                        row.get("account_id", String.class),
                        row.get("gateway", String.class)),
                row.get("error_code", String.class),
                row.get("attempts", Integer.class),
                row.get("attempts_before", Integer.class),
                row.get("parked_at", Instant.class),
                row.get("next_attempt_at", Instant.class));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
