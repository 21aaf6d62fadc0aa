package dev.correnteza.processor.customer;

import dev.correnteza.processor.sql.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Customers that are made anew: whom it is about, and what is forgotten first. */
@Repository
class RevisionRepository {
    private static final String PAYMENTS = """
            SELECT payment_id AS subject, true AS is_payment
            FROM payment
            WHERE tenant_id = :tenant
              AND customer_id = ANY (:customers)
            """;

    private static final String TOLD = """
            SELECT DISTINCT subject, is_payment
            FROM unnest(:kinds, :values) AS name (kind, value)
            JOIN customer_sighting USING (kind, value)
            WHERE tenant_id = :tenant
            """;

    private static final String CUSTOMERS_OF = """
            SELECT DISTINCT customer_id
            FROM payment
            WHERE tenant_id = :tenant
              AND payment_id = ANY (:payments)
              AND customer_id IS NOT NULL
            """;

    private static final List<String> FORGET = List.of(
            "DELETE FROM customer_key WHERE tenant_id = :tenant AND customer_id = ANY (:customers)",
            "DELETE FROM customer WHERE tenant_id = :tenant AND customer_id = ANY (:customers)",
            "UPDATE payment SET customer_id = NULL WHERE tenant_id = :tenant AND customer_id = ANY (:customers)",
            "UPDATE subscription SET customer_id = NULL WHERE tenant_id = :tenant AND customer_id = ANY (:customers)");

    private static final String FORGET_SIGHTINGS = """
            DELETE FROM customer_sighting
            WHERE tenant_id = :tenant
              AND subject = ANY (:subjects)
            """;

    private static final String GIVE_PAYMENTS = """
            UPDATE payment
            SET customer_id = given.customer_id
            FROM unnest(:payments, :customers) AS given (payment_id, customer_id)
            WHERE payment.tenant_id = :tenant
              AND payment.payment_id = given.payment_id
            """;

    private final DatabaseClient db;

    RevisionRepository(DatabaseClient db) {
        this.db = db;
    }

    /** The payments of these customers. */
    Flux<Subject> paymentsOf(String tenantId, Collection<UUID> customerIds) {
        return subjects(db.sql(PAYMENTS).bind("tenant", tenantId).bind("customers", customerIds.toArray(UUID[]::new)));
    }

    /** Who told these names, of those that are noted. */
    Flux<Subject> tellersOf(String tenantId, Collection<CustomerKey> names) {
        return subjects(db.sql(TOLD)
                .bind("tenant", tenantId)
                .bind("kinds", Columns.text(names, name -> name.kind().name()))
                .bind("values", Columns.text(names, CustomerKey::value)));
    }

    Flux<UUID> customersOf(String tenantId, Collection<String> paymentIds) {
        return db.sql(CUSTOMERS_OF)
                .bind("tenant", tenantId)
                .bind("payments", paymentIds.toArray(String[]::new))
                .mapValue(UUID.class)
                .all();
    }

    /** Leaves nothing of these customers, and nothing of what is noted of these subjects. */
    Mono<Void> forget(String tenantId, Collection<UUID> customerIds, Collection<Subject> subjects) {
        return Flux.fromIterable(FORGET)
                .concatMap(sql -> db.sql(sql)
                        .bind("tenant", tenantId)
                        .bind("customers", customerIds.toArray(UUID[]::new))
                        .then())
                .then(db.sql(FORGET_SIGHTINGS)
                        .bind("tenant", tenantId)
                        .bind("subjects", subjects.stream().map(Subject::id).toArray(String[]::new))
                        .then());
    }

    /** Gives payments to customers; to nobody where there is none. */
    Mono<Void> givePayments(String tenantId, Map<String, @Nullable UUID> customerIds) {
        Collection<String> payments = customerIds.keySet().stream().sorted().toList();
        return db.sql(GIVE_PAYMENTS)
                .bind("tenant", tenantId)
                .bind("payments", Columns.text(payments, id -> id))
                .bind("customers", Columns.uuid(payments, customerIds::get))
                .then();
    }

    private static Flux<Subject> subjects(DatabaseClient.GenericExecuteSpec query) {
        return query.map(row -> new Subject(row.get("subject", String.class), row.get("is_payment", Boolean.class)))
                .all();
    }

    /** A payment, or an event without one, whose customer has to be recognized. */
    record Subject(String id, boolean isPayment) {}
}
