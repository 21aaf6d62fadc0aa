package dev.correnteza.processor.customer;

import dev.correnteza.processor.customer.RevisionRepository.Subject;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decisions that names link nobody. */
@Repository
class SplitRepository {
    private static final String ADD = """
            INSERT INTO customer_split (decision_id, tenant_id, kind, value, decided_at)
            SELECT :decision, tenant_id, kind, value, :at
            FROM unnest(:tenants, :kinds, :values) AS name (tenant_id, kind, value)
            ON CONFLICT (decision_id, kind, value) DO NOTHING
            """;

    private static final String NAMES_OF = """
            SELECT tenant_id, kind, value
            FROM customer_split
            WHERE tenant_id = :tenant
              AND decision_id = :decision
            """;

    private static final String COUNTING = """
            SELECT DISTINCT split.tenant_id, split.kind, split.value
            FROM unnest(:kinds, :values) AS name (kind, value)
            JOIN customer_split AS split USING (kind, value)
            WHERE split.tenant_id = :tenant
              AND NOT EXISTS (
                  SELECT
                  FROM decision
                  WHERE decision.undoes = split.decision_id
                    AND decision.tenant_id = :tenant)
            """;

    private static final String GIVE_TO_NOBODY = """
            INSERT INTO customer_key (tenant_id, kind, value, customer_id)
            SELECT tenant_id, kind, value, :nobody
            FROM unnest(:tenants, :kinds, :values) AS name (tenant_id, kind, value)
            ON CONFLICT (tenant_id, kind, value) DO UPDATE
            SET customer_id = excluded.customer_id
            """;

    private static final String FREE = """
            DELETE FROM customer_key
            USING unnest(:tenants, :kinds, :values) AS name (tenant_id, kind, value)
            WHERE customer_key.tenant_id = name.tenant_id
              AND customer_key.kind = name.kind
              AND customer_key.value = name.value
              AND customer_key.customer_id = :nobody
            """;

    // Payments told it among others; that is noted for as long as it links nobody.
    private static final String TAKE_TELLERS = """
            WITH payments AS (
                DELETE FROM customer_sighting
                USING unnest(:kinds, :values) AS name (kind, value)
                WHERE customer_sighting.tenant_id = :tenant
                  AND customer_sighting.kind = name.kind
                  AND customer_sighting.value = name.value
                  AND is_payment
                RETURNING subject
            )
            SELECT subject, true AS is_payment
            FROM payments
            UNION
            SELECT subject, false
            FROM unnest(:kinds, :values) AS name (kind, value)
            JOIN customer_sighting USING (kind, value)
            WHERE tenant_id = :tenant
              AND NOT is_payment
            """;

    private final DatabaseClient db;

    SplitRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> add(UUID decisionId, List<CustomerKey> names, Instant decidedAt) {
        return named(db.sql(ADD).bind("decision", decisionId).bind("at", decidedAt), names)
                .then();
    }

    /** Names that a decision of this tenant has. */
    Flux<CustomerKey> namesOf(String tenantId, UUID decisionId) {
        return db.sql(NAMES_OF)
                .bind("tenant", tenantId)
                .bind("decision", decisionId)
                .map(SplitRepository::key)
                .all();
    }

    /** Those of these names that a decision has which was not taken back. */
    Flux<CustomerKey> counting(String tenantId, Collection<CustomerKey> names) {
        return ofTenant(COUNTING, tenantId, names).map(SplitRepository::key).all();
    }

    Mono<Void> giveToNobody(Collection<CustomerKey> names) {
        return named(db.sql(GIVE_TO_NOBODY).bind("nobody", Recognition.NOBODY), names)
                .then();
    }

    /** Makes names free that linked nobody. */
    Mono<Void> free(Collection<CustomerKey> names) {
        return named(db.sql(FREE).bind("nobody", Recognition.NOBODY), names).then();
    }

    /** Who told these names, which linked nobody until now. */
    Flux<Subject> tellersOf(String tenantId, Collection<CustomerKey> names) {
        return ofTenant(TAKE_TELLERS, tenantId, names)
                .map(row -> new Subject(row.get("subject", String.class), row.get("is_payment", Boolean.class)))
                .all();
    }

    private DatabaseClient.GenericExecuteSpec ofTenant(String sql, String tenantId, Collection<CustomerKey> names) {
        return db.sql(sql)
                .bind("tenant", tenantId)
                .bind("kinds", Columns.text(names, name -> name.kind().name()))
                .bind("values", Columns.text(names, CustomerKey::value));
    }

    private static DatabaseClient.GenericExecuteSpec named(
            DatabaseClient.GenericExecuteSpec query, Collection<CustomerKey> names) {
        return query.bind("tenants", Columns.text(names, CustomerKey::tenantId))
                .bind("kinds", Columns.text(names, name -> name.kind().name()))
                .bind("values", Columns.text(names, CustomerKey::value));
    }

    private static CustomerKey key(Readable row) {
        return new CustomerKey(
                row.get("tenant_id", String.class),
                CustomerKey.Kind.valueOf(row.get("kind", String.class)),
                row.get("value", String.class));
    }
}
