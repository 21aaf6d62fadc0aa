package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.sql.Columns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes dead letters. */
@Repository
public class DeadLetterRepository {
    // A decision may be known before the record is read again. What was decided stays, of several decisions about an
    // event the first; what was tried again and failed is open.
    private static final String ADD = """
            INSERT INTO dead_letter AS old (dead_letter_id, tenant_id, account_id, gateway, topic, kafka_partition,
                                            kafka_offset, record_time, record_key, record_value, event_id, type, error_code, attempts,
                                            first_failed_at, last_failed_at, state)
            SELECT id, tenant_id, account_id, gateway, topic, kafka_partition, kafka_offset, record_time, decode(key, 'hex'),
                   decode(value, 'hex'), event_id, type, error_code, attempts, first_failed_at, last_failed_at,
                   coalesce((SELECT CASE coalesce(first.kind, decision.kind) WHEN 'MEND_EVENT' THEN 'MENDED' ELSE 'DISCARDED' END
                             FROM decision
                             LEFT JOIN decided_event AS first
                                    ON first.tenant_id = decision.tenant_id
                                   AND first.event_id = decision.event_id
                             WHERE decision.dead_letter_id = new.id
                               AND coalesce(decision.error_code, 'ALREADY_DECIDED') = 'ALREADY_DECIDED'
                             ORDER BY decision.kafka_partition, decision.kafka_offset
                             LIMIT 1), 'OPEN')
            FROM unnest(:ids, :tenants, :accounts, :gateways, :topics, :partitions, :offsets, :times, :keys, :values, :events,
                        :types, :errors, :attempts, :firsts, :lasts)
                 AS new (id, tenant_id, account_id, gateway, topic, kafka_partition, kafka_offset, record_time, key, value, event_id,
                         type, error_code, attempts, first_failed_at, last_failed_at)
            ON CONFLICT (dead_letter_id) DO UPDATE
            SET state = 'OPEN',
                error_code = excluded.error_code,
                attempts = excluded.attempts,
                last_failed_at = excluded.last_failed_at,
                published_at = NULL
            WHERE old.state = 'RETRYING'
            """;

    // Into the parking again, as a record that is due and begins a new round.
    private static final String RETRY = """
            WITH taken AS (
                UPDATE dead_letter
                SET state = 'RETRYING'
                WHERE dead_letter_id = ANY (:ids)
                  AND tenant_id = :tenant
                  AND state = 'OPEN'
                RETURNING *
            ), logged AS (
                UPDATE webhook_log AS log
                SET status = 'parked'
                FROM taken
                WHERE log.topic = taken.topic
                  AND log.kafka_partition = taken.kafka_partition
                  AND log.kafka_offset = taken.kafka_offset
                  AND log.record_time = taken.record_time
                  AND log.status = 'failed'
            ), parked AS (
                INSERT INTO parked_record (topic, kafka_partition, kafka_offset, record_time, record_value, error_code,
                                           attempts, attempts_before, parked_at, queue_key, key_bytes, tenant_id,
                                           account_id, gateway, next_attempt_at)
                SELECT topic, kafka_partition, kafka_offset, record_time, record_value, error_code, attempts, attempts,
                       first_failed_at, NULL, record_key, tenant_id, account_id, gateway, :now
                FROM taken
                ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
            )
            SELECT count(*)
            FROM taken
            """;

    private static final String APPLIED = """
            UPDATE dead_letter
            SET state = 'APPLIED'
            WHERE topic = :topic
              AND kafka_partition = :partition
              AND kafka_offset = :offset
              AND state IN ('OPEN', 'RETRYING')
            """;

    private static final String DECIDED = """
            UPDATE dead_letter
            SET state = :state
            WHERE dead_letter_id = :id
              AND tenant_id = :tenant
            """;

    private static final String UNPUBLISHED = """
            SELECT dead_letter_id, event_id, topic, kafka_partition, kafka_offset, record_time, last_failed_at
            FROM dead_letter
            WHERE published_at IS NULL
            ORDER BY last_failed_at, dead_letter_id
            LIMIT :limit
            """;

    // Of all tenants, and of nobody.
    private static final String ONE = """
            SELECT *
            FROM dead_letter
            WHERE dead_letter_id = :id
            """;

    private static final String PUBLISHED = """
            UPDATE dead_letter
            SET published_at = :now
            WHERE dead_letter_id = :id
              AND last_failed_at = :last
            """;

    private final DatabaseClient db;

    DeadLetterRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Adds these; they are published after the commit. Part of the transaction that gives the records up. */
    public Mono<Void> add(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return Mono.empty();
        }
        return db.sql(ADD)
                .bind("ids", Columns.uuid(letters, DeadLetter::id))
                .bind("tenants", Columns.text(letters, DeadLetter::tenantId))
                .bind("accounts", Columns.text(letters, DeadLetter::accountId))
                .bind("gateways", Columns.text(letters, DeadLetter::gateway))
                .bind("topics", Columns.text(letters, letter -> letter.source().topic()))
                .bind(
                        "partitions",
                        Columns.integer(letters, letter -> letter.source().partition()))
                .bind(
                        "offsets",
                        Columns.bigint(letters, letter -> letter.source().offset()))
                .bind(
                        "times",
                        Columns.timestamp(letters, letter -> letter.source().recordTime()))
                .bind(
                        "keys",
                        Columns.text(
                                letters, letter -> hex(bytes(letter.source().key()))))
                .bind(
                        "values",
                        Columns.text(letters, letter -> hex(letter.source().value())))
                .bind("events", Columns.uuid(letters, DeadLetter::eventId))
                .bind("types", Columns.text(letters, DeadLetter::type))
                .bind("errors", Columns.text(letters, DeadLetter::errorCode))
                .bind("attempts", Columns.integer(letters, DeadLetter::attempts))
                .bind("firsts", Columns.timestamp(letters, DeadLetter::firstFailedAt))
                .bind("lasts", Columns.timestamp(letters, DeadLetter::lastFailedAt))
                .then();
    }

    /** Has those of these tried again that are open. Emits how many. */
    public Mono<Long> retry(String tenantId, Collection<UUID> ids, Instant now) {
        return db.sql(RETRY)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .bind("now", now)
                .mapValue(Long.class)
                .one();
    }

    /** Its record was applied. Changes nothing for a record that was never given up. */
    public Mono<Void> applied(SourceRecord source) {
        return db.sql(APPLIED)
                .bind("topic", source.topic())
                .bind("partition", source.partition())
                .bind("offset", source.offset())
                .then();
    }

    /** Somebody decided about it. Changes nothing where it is not known yet. */
    public Mono<Void> decided(String tenantId, UUID id, DeadLetter.State state) {
        return db.sql(DECIDED)
                .bind("state", state.name())
                .bind("id", id)
                .bind("tenant", tenantId)
                .then();
    }

    Flux<DeadLetterRef> unpublished(int limit) {
        return db.sql(UNPUBLISHED).bind("limit", limit).map(DeadLetterRows::ref).all();
    }

    /** With its record. */
    Mono<DeadLetter> find(UUID id) {
        return db.sql(ONE).bind("id", id).map(DeadLetterRows::letter).one();
    }

    /** It is in the topic. One that was given up again meanwhile stays to be published. */
    Mono<Void> published(DeadLetter letter, Instant now) {
        return db.sql(PUBLISHED)
                .bind("now", now)
                .bind("id", letter.id())
                .bind("last", letter.lastFailedAt())
                .then();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
