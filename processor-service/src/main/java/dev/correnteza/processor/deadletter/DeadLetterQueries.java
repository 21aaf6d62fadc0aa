package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Page;
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
    // Not their records: a page of them is more than the memory of one machine.
    private static final String SHOWN = """
            SELECT dead_letter_id, state, error_code, attempts, account_id, gateway, topic, kafka_partition, kafka_offset,
                   record_time, event_id, type, first_failed_at, last_failed_at, published_at
            FROM dead_letter
            WHERE tenant_id = :tenant
            """;

    private static final String LIST = SHOWN + """
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

    private static final String SHOW = SHOWN + """
              AND dead_letter_id = :id
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

    /** The open ones that a request is about, as many as it allows. */
    public Mono<Page<DeadLetterRef>> selected(String tenantId, DeadLetterSelection selection) {
        int size = selection.size();
        return listed(tenantId, selection.filter(), selection.after(), size + 1)
                .map(DeadLetterRows::ref)
                .all()
                .collectList()
                .map(read -> Page.of(read, size, DeadLetterRef::cursor));
    }

    Mono<DeadLetterView> view(String tenantId, UUID id) {
        return shown(tenantId, id).map(DeadLetterQueries::view).one();
    }

    /** Empty where there is none of this tenant. */
    public Mono<DeadLetter> find(String tenantId, UUID id) {
        return db.sql(ONE)
                .bind("tenant", tenantId)
                .bind("id", id)
                .map(DeadLetterRows::letter)
                .one();
    }

    /** Whether somebody has to decide about it. Empty where there is none of this tenant. */
    public Mono<Boolean> isOpen(String tenantId, UUID id) {
        return view(tenantId, id).map(view -> view.state().equals(DeadLetter.State.OPEN.name()));
    }

    /** Without its record. Empty where there is none of this tenant. */
    public Mono<DeadLetterRef> ref(String tenantId, UUID id) {
        return shown(tenantId, id).map(DeadLetterRows::ref).one();
    }

    private GenericExecuteSpec shown(String tenantId, UUID id) {
        return db.sql(SHOW).bind("tenant", tenantId).bind("id", id);
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
