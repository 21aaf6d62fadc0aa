package dev.correnteza.processor.canary;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where canaries are, and their traces. */
@Repository
class CanaryRepository {
    private static final String PASSED = """
            SELECT ledger.event_id
            FROM ledger
            JOIN transition USING (tenant_id, payment_id)
            WHERE ledger.event_id = ANY (:events)
              AND tenant_id = :tenant
              AND transition.published_at IS NOT NULL
            """;

    private static final String PAYMENTS = """
            SELECT payment_id
            FROM ledger
            WHERE event_id = ANY (:events)
              AND tenant_id = :tenant
              AND payment_id IS NOT NULL
            """;

    private final DatabaseClient db;
    private final TransactionalOperator transaction;

    CanaryRepository(DatabaseClient db, TransactionalOperator transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    /** Those of these events whose transition was published. */
    Flux<UUID> passed(Collection<UUID> events) {
        return db.sql(PASSED)
                .bind("events", events.toArray(UUID[]::new))
                .bind("tenant", Canary.TENANT)
                .mapValue(UUID.class)
                .all();
    }

    /** Deletes what these events left in the books. */
    Mono<Void> forget(Collection<UUID> events) {
        return db.sql(PAYMENTS)
                .bind("events", events.toArray(UUID[]::new))
                .bind("tenant", Canary.TENANT)
                .mapValue(String.class)
                .all()
                .collectList()
                .map(payments -> payments.toArray(String[]::new))
                .flatMap(payments -> Flux.just("transition", "payment", "ledger") // it has no names
                        .concatMap(table -> db.sql("DELETE FROM " + table + " WHERE payment_id = ANY (:payments)"
                                        + " AND tenant_id = :tenant")
                                .bind("payments", payments)
                                .bind("tenant", Canary.TENANT)
                                .then())
                        .then())
                .as(transaction::transactional);
    }
}
