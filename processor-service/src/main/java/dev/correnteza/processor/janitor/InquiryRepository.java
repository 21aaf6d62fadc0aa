package dev.correnteza.processor.janitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** How often which payment was asked after. */
@Repository
class InquiryRepository {
    // Of all tenants, as time passes for all of them. Who looks at the same time passes over what another one takes.
    private static final String TAKE_DUE = """
            WITH due AS (
                SELECT payment.payment_id, payment.tenant_id, payment.account_id, payment.gateway,
                       COALESCE(charge.gateway_charge_id, payment.gateway_transaction_id) AS resource_id,
                       -- What was missed while nobody looked is asked once.
                       (SELECT count(*)
                        FROM unnest(:ages::bigint[]) AS step (age)
                        WHERE payment.first_occurred_at + step.age * interval '1 millisecond' <= :now) AS asked
                FROM payment
                LEFT JOIN charge ON charge.tenant_id = payment.tenant_id
                                AND charge.payment_id = payment.payment_id
                LEFT JOIN inquiry ON inquiry.tenant_id = payment.tenant_id
                                 AND inquiry.payment_id = payment.payment_id
                WHERE payment.status IN ('CREATED', 'PENDING')
                  AND payment.gateway = ANY (:gateways)
                  AND payment.first_occurred_at <= :youngest
                  AND payment.first_occurred_at > :oldest
                  AND COALESCE(charge.gateway_charge_id, payment.gateway_transaction_id) IS NOT NULL
                  AND COALESCE(inquiry.asked, 0) < (SELECT count(*)
                                                    FROM unnest(:ages::bigint[]) AS step (age)
                                                    WHERE payment.first_occurred_at + step.age * interval '1 millisecond'
                                                          <= :now)
                ORDER BY payment.first_occurred_at
                LIMIT :limit
                FOR UPDATE OF payment SKIP LOCKED
            ), taken AS (
                INSERT INTO inquiry AS old (tenant_id, payment_id, asked, asked_at)
                SELECT tenant_id, payment_id, asked, :now
                FROM due
                ON CONFLICT (tenant_id, payment_id) DO UPDATE
                SET asked = excluded.asked,
                    asked_at = excluded.asked_at
                WHERE old.asked < excluded.asked
                RETURNING tenant_id, payment_id
            )
            SELECT due.*
            FROM due
            JOIN taken USING (tenant_id, payment_id)
            """;

    /** How long after the last age a payment is still looked at: nobody looked for so long at most. */
    private static final Duration LATE = Duration.ofDays(7);

    private final DatabaseClient db;

    InquiryRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Notes that these payments are asked after now, and emits them. Part of the caller's transaction. */
    Flux<OpenPayment> takeDue(List<Duration> ages, Set<String> gateways, Instant now, int limit) {
        return db.sql(TAKE_DUE)
                .bind("ages", ages.stream().map(Duration::toMillis).toArray(Long[]::new))
                .bind("gateways", gateways.toArray(String[]::new))
                .bind("youngest", now.minus(ages.getFirst()))
                .bind("oldest", now.minus(ages.getLast()).minus(LATE))
                .bind("now", now)
                .bind("limit", limit)
                .map(row -> new OpenPayment(
                        row.get("payment_id", String.class),
                        row.get("tenant_id", String.class),
                        row.get("account_id", String.class),
                        row.get("gateway", String.class),
                        row.get("resource_id", String.class)))
                .all();
    }
}
