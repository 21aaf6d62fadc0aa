package dev.correnteza.processor.janitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                       step.passed AS asked
                FROM payment
                LEFT JOIN charge ON charge.tenant_id = payment.tenant_id
                                AND charge.payment_id = payment.payment_id
                LEFT JOIN inquiry ON inquiry.tenant_id = payment.tenant_id
                                 AND inquiry.payment_id = payment.payment_id
                CROSS JOIN LATERAL (
                    SELECT payment.first_occurred_at + :lastAge * interval '1 millisecond' AS last_age,
                           least(payment.first_occurred_at + :giveUpAfter * interval '1 millisecond',
                                 coalesce(charge.expires_at, payment.first_occurred_at + :lastAge * interval '1 millisecond')
                                     + :giveUpAfterExpiry * interval '1 millisecond') AS given_up
                ) AS time
                -- Times at which it was due. What was missed while nobody looked is asked once.
                CROSS JOIN LATERAL (
                    SELECT (SELECT count(*)
                            FROM unnest(:ages::bigint[]) AS step (age)
                            WHERE payment.first_occurred_at + step.age * interval '1 millisecond' <= :now)
                           + CASE
                                 WHEN charge.expires_at + :askAfterExpiry * interval '1 millisecond' <= :now THEN 1
                                 ELSE 0
                             END
                           + greatest(0, floor(1000 * extract(epoch FROM least(:now, given_up) - last_age)
                                               / :askAgainEvery))::integer AS passed
                ) AS step
                WHERE payment.status IN ('CREATED', 'PENDING')
                  AND payment.gateway = ANY (:gateways)
                  AND payment.first_occurred_at <= :youngest
                  AND payment.first_occurred_at > :oldest
                  AND COALESCE(charge.gateway_charge_id, payment.gateway_transaction_id) IS NOT NULL
                  AND COALESCE(inquiry.asked, 0) < step.passed
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

    private final DatabaseClient db;

    InquiryRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Notes that these payments are asked after now, and emits them. Part of the caller's transaction. */
    Flux<OpenPayment> takeDue(JanitorProperties properties, Instant now) {
        List<Duration> ages = properties.askAfter();
        return db.sql(TAKE_DUE)
                .bind("ages", ages.stream().map(Duration::toMillis).toArray(Long[]::new))
                .bind("lastAge", ages.getLast().toMillis())
                .bind("askAgainEvery", properties.askAgainEvery().toMillis())
                .bind("askAfterExpiry", properties.askAfterExpiry().toMillis())
                .bind("giveUpAfterExpiry", properties.giveUpAfterExpiry().toMillis())
                .bind("giveUpAfter", properties.giveUpAfter().toMillis())
                .bind("gateways", properties.gateways().toArray(String[]::new))
                .bind("youngest", now.minus(ages.getFirst()))
                .bind("oldest", now.minus(properties.giveUpAfter()))
                .bind("now", now)
                .bind("limit", properties.batchSize())
                .map(row -> new OpenPayment(
                        row.get("payment_id", String.class),
                        row.get("tenant_id", String.class),
                        row.get("account_id", String.class),
                        row.get("gateway", String.class),
                        row.get("resource_id", String.class)))
                .all();
    }
}
