package dev.correnteza.processor.conservation;

import dev.correnteza.processor.conservation.TopicExtents.TopicExtent;
import dev.correnteza.processor.sql.Bind;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Compares the two sides, hour by hour. */
@Repository
class ConservationRepository {
    // Whoever has read a partition to its end holds nothing back, be its records as old as they may, with rows or
    // without. Any other has come as far as the newest record it has read.
    private static final String COMPLETE_UNTIL = """
            SELECT min(least(
                       CASE WHEN greatest(counted.next_offset, counted_offset) >= end_offset THEN :now
                            ELSE coalesce(counted.record_time, 'epoch') END,
                       CASE WHEN handled_offset >= end_offset THEN :now
                            ELSE coalesce(handled.record_time, 'epoch') END))
            FROM unnest(:topics, :partitions, :counted, :handled, :ends)
                 AS extent (topic, kafka_partition, counted_offset, handled_offset, end_offset)
            LEFT JOIN received_progress AS counted USING (topic, kafka_partition)
            LEFT JOIN LATERAL (
                SELECT record_time
                FROM webhook_log
                WHERE topic = extent.topic
                  AND kafka_partition = extent.kafka_partition
                ORDER BY kafka_offset DESC
                LIMIT 1) AS handled ON handled_offset < end_offset
            """;

    private static final String BALANCED = "received = applied + duplicate + quarantined + parked + dead_lettered";

    // Hours never compared, those that did not come out even, those that got another record since, and those of which
    // something that waited or was given up does so no more.
    private static final String TO_COMPARE = """
            SELECT DISTINCT counted.hour
            FROM received_count AS counted
            LEFT JOIN conservation_hour AS compared USING (hour, tenant_id, account_id)
            LEFT JOIN (
                SELECT date_trunc('hour', record_time, 'UTC') AS hour, tenant_id, account_id,
                       count(*) FILTER (WHERE status = 'parked') AS parked_now,
                       count(*) FILTER (WHERE status = 'failed') AS dead_lettered_now
                FROM webhook_log
                WHERE status IN ('parked', 'failed')
                GROUP BY 1, 2, 3) AS waiting USING (hour, tenant_id, account_id)
            WHERE counted.hour >= (SELECT hour FROM conservation_since)
              AND counted.hour + interval '1 hour' <= :until
              AND (compared.hour IS NULL OR compared.received <> counted.received
                   OR (parked, dead_lettered) <> (coalesce(parked_now, 0), coalesce(dead_lettered_now, 0))
                   OR NOT (compared.""" + BALANCED + """
            ))
            ORDER BY counted.hour
            LIMIT 200
            """;

    private static final String OUTCOMES = """
            count(*) FILTER (WHERE status = 'done') AS applied,
            count(*) FILTER (WHERE status = 'duplicate') AS duplicate,
            count(*) FILTER (WHERE status = 'quarantined') AS quarantined,
            count(*) FILTER (WHERE status = 'parked') AS parked,
            count(*) FILTER (WHERE status = 'failed') AS dead_lettered
            """;

    private static final String COMPARE = """
            INSERT INTO conservation_hour AS old (tenant_id, account_id, hour, received, applied, duplicate, quarantined, parked,
                                                  dead_lettered, compared_at)
            SELECT tenant_id, account_id, :hour, coalesce(received, 0), coalesce(applied, 0), coalesce(duplicate, 0),
                   coalesce(quarantined, 0), coalesce(parked, 0), coalesce(dead_lettered, 0), :now
            FROM (SELECT tenant_id, account_id, received FROM received_count WHERE hour = :hour) AS counted
            FULL JOIN (
                SELECT tenant_id, account_id,
            """ + OUTCOMES + """
                FROM webhook_log
                WHERE record_time >= :hour
                  AND record_time < :hour + interval '1 hour'
                GROUP BY tenant_id, account_id) AS logged USING (tenant_id, account_id)
            ON CONFLICT (hour, tenant_id, account_id) DO UPDATE
            SET received = excluded.received,
                applied = excluded.applied,
                duplicate = excluded.duplicate,
                quarantined = excluded.quarantined,
                parked = excluded.parked,
                dead_lettered = excluded.dead_lettered,
                compared_at = excluded.compared_at
            """;

    private static final String DIFFERENT = """
            SELECT account_id, hour, received - applied - duplicate - quarantined - parked - dead_lettered AS difference
            FROM conservation_hour
            WHERE NOT (""" + BALANCED + """
            )
            ORDER BY hour DESC, account_id
            """;

    private static final String FORGET = """
            WITH forgotten AS (DELETE FROM received_count WHERE hour < :before)
            DELETE FROM conservation_hour
            WHERE hour < :before
            """;

    private static final String LIST = """
            SELECT account_id, hour, received, applied, duplicate, quarantined, parked, dead_lettered, true AS is_complete
            FROM conservation_hour
            WHERE tenant_id = :tenant
              AND hour >= :from
              AND hour < :to
              AND (:account::text IS NULL OR account_id = :account)
            UNION ALL
            SELECT counted.account_id, counted.hour, counted.received, applied, duplicate, quarantined, parked, dead_lettered,
                   false
            FROM received_count AS counted
            CROSS JOIN LATERAL (
                SELECT
            """ + OUTCOMES + """
                FROM webhook_log AS log
                WHERE log.record_time >= counted.hour
                  AND log.record_time < counted.hour + interval '1 hour'
                  AND log.tenant_id = counted.tenant_id
                  AND log.account_id = counted.account_id) AS logged
            WHERE counted.tenant_id = :tenant
              AND counted.hour >= :from
              AND counted.hour < :to
              AND (:account::text IS NULL OR counted.account_id = :account)
              AND NOT EXISTS (
                  SELECT
                  FROM conservation_hour AS compared
                  WHERE compared.hour = counted.hour
                    AND compared.tenant_id = counted.tenant_id
                    AND compared.account_id = counted.account_id)
            ORDER BY hour DESC, account_id
            LIMIT :limit
            """;

    private final DatabaseClient db;

    ConservationRepository(DatabaseClient db) {
        this.db = db;
    }

    /**
     * Until when both sides have seen everything; nothing where there are no partitions.
     *
     * @param extents of all partitions that are counted
     * @param now before the extents were asked for
     */
    Mono<Instant> completeUntil(List<TopicExtent> extents, Instant now) {
        return db.sql(COMPLETE_UNTIL)
                .bind("topics", Columns.text(extents, TopicExtent::topic))
                .bind("partitions", Columns.integer(extents, TopicExtent::partition))
                .bind("counted", Columns.bigint(extents, TopicExtent::counted))
                .bind("handled", Columns.bigint(extents, TopicExtent::handled))
                .bind("ends", Columns.bigint(extents, TopicExtent::end))
                .bind("now", now)
                .map(row -> Optional.ofNullable(row.get(0, Instant.class)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    /** Hours to be compared that ended until then, the oldest first, some at a time. */
    Flux<Instant> toCompare(Instant until) {
        return db.sql(TO_COMPARE).bind("until", until).mapValue(Instant.class).all();
    }

    Mono<Void> compare(Instant hour, Instant now) {
        return db.sql(COMPARE).bind("hour", hour).bind("now", now).then();
    }

    /** Accounts and hours that do not come out even, the newest first. */
    Flux<Difference> different() {
        return db.sql(DIFFERENT)
                .map(row -> new Difference(
                        row.get("account_id", String.class),
                        row.get("hour", Instant.class),
                        row.get("difference", Long.class)))
                .all();
    }

    /** Lets go of hours before this one: the log has no rows of them any more. */
    Mono<Void> forget(Instant before) {
        return db.sql(FORGET).bind("before", before).then();
    }

    /** A tenant's accounts and hours, the newest first. */
    Flux<ConservationView> list(String tenantId, @Nullable String accountId, Instant from, Instant to, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("account", Bind.nullable(accountId, String.class))
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map(ConservationRepository::view)
                .all();
    }

    private static ConservationView view(Readable row) {
        return ConservationView.of(
                row.get("account_id", String.class),
                row.get("hour", Instant.class),
                row.get("received", Long.class),
                row.get("applied", Long.class),
                row.get("duplicate", Long.class),
                row.get("quarantined", Long.class),
                row.get("parked", Long.class),
                row.get("dead_lettered", Long.class),
                row.get("is_complete", Boolean.class));
    }

    /** An account and hour that do not come out even. */
    record Difference(String accountId, Instant hour, long difference) {}
}
