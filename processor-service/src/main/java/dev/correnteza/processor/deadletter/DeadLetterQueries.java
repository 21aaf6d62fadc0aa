package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading dead letters of a tenant. Those that are nobody's are in no answer. */
@Repository
public class DeadLetterQueries {
    private static final String LIST = """
            SELECT *
            FROM dead_letter
            WHERE tenant_id = :tenant
              AND (:state::text IS NULL OR state = :state)
              AND (:error::text IS NULL OR error_code = :error)
              AND (:account::text IS NULL OR account_id = :account)
              AND (:gateway::text IS NULL OR gateway = :gateway)
              AND (:since::timestamptz IS NULL OR last_failed_at >= :since)
              AND (:until::timestamptz IS NULL OR last_failed_at < :until)
              AND (last_failed_at, dead_letter_id::text COLLATE "C") < (:at, :id)
            ORDER BY last_failed_at DESC, dead_letter_id DESC
            LIMIT :limit
            """;

    private static final String ONE = """
            SELECT *
            FROM dead_letter
            WHERE tenant_id = :tenant
              AND dead_letter_id = :id
            """;

    private final DatabaseClient db;

    DeadLetterQueries(DatabaseClient db) {
        this.db = db;
    }

    /** After the cursor, the one last given up first. */
    Flux<DeadLetterView> list(String tenantId, DeadLetterFilter filter, Cursor cursor, int limit) {
        return listed(tenantId, filter, cursor, limit)
                .map(DeadLetterQueries::view)
                .all();
    }

    /** The newest of these, with their records. */
    public Flux<DeadLetter> letters(String tenantId, DeadLetterFilter filter, int limit) {
        return listed(tenantId, filter, Cursor.START, limit)
                .map(DeadLetterRows::letter)
                .all();
    }

    Mono<DeadLetterView> view(String tenantId, UUID id) {
        return one(tenantId, id).map(DeadLetterQueries::view).one();
    }

    /** Empty where there is none of this tenant. */
    public Mono<DeadLetter> find(String tenantId, UUID id) {
        return one(tenantId, id).map(DeadLetterRows::letter).one();
    }

    /** Whether somebody has to decide about it. */
    public Mono<Boolean> isOpen(String tenantId, UUID id) {
        return view(tenantId, id).map(view -> view.state().equals(DeadLetter.State.OPEN.name()));
    }

    private GenericExecuteSpec listed(String tenantId, DeadLetterFilter filter, Cursor cursor, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind(
                        "state",
                        Bind.nullable(
                                filter.state() == null ? null : filter.state().name(), String.class))
                .bind("error", Bind.nullable(filter.errorCode(), String.class))
                .bind("account", Bind.nullable(filter.accountId(), String.class))
                .bind("gateway", Bind.nullable(filter.gateway(), String.class))
                .bind("since", Bind.nullable(filter.since(), Instant.class))
                .bind("until", Bind.nullable(filter.until(), Instant.class))
                .bind("at", cursor.at())
                .bind("id", cursor.id())
                .bind("limit", limit);
    }

    private GenericExecuteSpec one(String tenantId, UUID id) {
        return db.sql(ONE).bind("tenant", tenantId).bind("id", id);
    }

    private static DeadLetterView view(Readable row) {
        return new DeadLetterView(
                row.get("dead_letter_id", UUID.class),
                row.get("state", String.class),
                row.get("error_code", String.class),
                row.get("attempts", Integer.class),
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("topic", String.class),
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                row.get("event_id", UUID.class),
                row.get("type", String.class),
                row.get("first_failed_at", Instant.class),
                row.get("last_failed_at", Instant.class),
                row.get("published_at", Instant.class));
    }
}
