package dev.correnteza.processor.orphan;

import dev.correnteza.processor.page.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reading orphans of a tenant. */
@Repository
class OrphanQueries {
    // A name that only an event from outside told: a payment that was created here told its names itself.
    private static final String LIST = """
            WITH orphan AS (
                SELECT payment_id, min(kind) || '_UNKNOWN' AS reason
                FROM payment_key
                WHERE tenant_id = :tenant
                  AND kind IN ('WEBHOOK_TOKEN', 'PAYMENT_ID')
                  AND value <> payment_id
                  AND NOT (EXISTS (
                               SELECT
                               FROM ledger
                               WHERE ledger.tenant_id = :tenant
                                 AND ledger.payment_id = payment_key.payment_id
                                 AND ledger.type = 'payment.created')
                           AND EXISTS (
                               SELECT
                               FROM payment_key AS ours
                               WHERE ours.tenant_id = :tenant
                                 AND ours.payment_id = payment_key.payment_id
                                 AND ours.kind = 'PAYMENT_ID'))
                GROUP BY payment_id
                UNION ALL
                SELECT payment_id, 'NO_WEBHOOK'
                FROM payment
                WHERE tenant_id = :tenant
                  AND status = 'CREATED'
                  AND first_occurred_at < :before
                  AND EXISTS (
                      SELECT
                      FROM payment_key AS ours
                      WHERE ours.tenant_id = :tenant
                        AND ours.payment_id = payment.payment_id
                        AND ours.kind = 'PAYMENT_ID')
                  AND NOT EXISTS (
                      SELECT
                      FROM ledger
                      WHERE ledger.tenant_id = :tenant
                        AND ledger.payment_id = payment.payment_id
                        AND ledger.type <> 'payment.created')
            )
            SELECT payment.*, orphan.reason
            FROM orphan
            JOIN payment USING (payment_id)
            WHERE payment.tenant_id = :tenant
              AND payment.facts > 0
              AND (payment.first_occurred_at, payment.payment_id) < (:at, :id)
            ORDER BY payment.first_occurred_at DESC, payment.payment_id DESC
            LIMIT :limit
            """;

    private final DatabaseClient db;

    OrphanQueries(DatabaseClient db) {
        this.db = db;
    }

    /** After the cursor, the newest first; those created here count when they are older than the threshold. */
    Flux<OrphanView> list(String tenantId, Duration threshold, Cursor cursor, int limit, Instant now) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("before", now.minus(threshold))
                .bind("at", cursor.at())
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map(row -> new OrphanView(
                        row.get("payment_id", String.class),
                        row.get("reason", String.class),
                        row.get("account_id", String.class),
                        row.get("gateway", String.class),
                        row.get("status", String.class),
                        row.get("gateway_transaction_id", String.class),
                        row.get("amount_minor", Long.class),
                        row.get("currency", String.class),
                        row.get("first_occurred_at", Instant.class),
                        Duration.between(row.get("first_occurred_at", Instant.class), now)
                                .toSeconds()))
                .all();
    }
}
