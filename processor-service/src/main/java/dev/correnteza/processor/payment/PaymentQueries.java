package dev.correnteza.processor.payment;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading payments of a tenant. */
@Repository
public class PaymentQueries {
    // A payment whose facts are being folded for the first time has none yet and is not shown.
    private static final String LIST = """
            SELECT *, illegal_moves::text AS illegal_moves_text
            FROM payment
            WHERE tenant_id = :tenant
              AND facts > 0
              AND (:status::text IS NULL OR status = :status)
              AND (:transaction::text IS NULL
                   OR payment_id IN (SELECT payment_id
                                     FROM gateway_transaction
                                     WHERE tenant_id = :tenant
                                       AND gateway_transaction_id = :transaction))
              AND (first_occurred_at, payment_id) < (:at, :id)
            ORDER BY first_occurred_at DESC, payment_id DESC
            LIMIT :limit
            """;

    // One that was created here and was born from a webhook all the same has the id that was given to it here as
    // another name.
    private static final String ONE = """
            SELECT *, illegal_moves::text AS illegal_moves_text
            FROM payment
            WHERE tenant_id = :tenant
              AND payment_id IN (SELECT :payment
                                 UNION ALL
                                 SELECT payment_id
                                 FROM payment_key
                                 WHERE tenant_id = :tenant
                                   AND kind = 'PAYMENT_ID'
                                   AND value = :payment)
              AND facts > 0
            LIMIT 1
            """;

    private final DatabaseClient db;

    PaymentQueries(DatabaseClient db) {
        this.db = db;
    }

    /** Payments after the cursor, the newest first: changes of a payment do not move it between pages. */
    Flux<PaymentView> list(
            String tenantId, @Nullable String status, @Nullable String transactionId, Cursor cursor, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("status", Bind.nullable(status, String.class))
                .bind("transaction", Bind.nullable(transactionId, String.class))
                .bind("at", cursor.at())
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map(PaymentQueries::view)
                .all();
    }

    /** A payment of this tenant; empty where there is none. */
    public Mono<PaymentView> find(String tenantId, String paymentId) {
        return db.sql(ONE)
                .bind("tenant", tenantId)
                .bind("payment", paymentId)
                .map(PaymentQueries::view)
                .one();
    }

    private static PaymentView view(Readable row) {
        return new PaymentView(
                row.get("payment_id", String.class),
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("status", String.class),
                row.get("amount_minor", Long.class),
                row.get("net_amount_minor", Long.class),
                row.get("fee_amount_minor", Long.class),
                row.get("refunded_amount_minor", Long.class),
                row.get("currency", String.class),
                row.get("method", String.class),
                row.get("installments", Integer.class),
                row.get("webhook_token", String.class),
                row.get("gateway_transaction_id", String.class),
                row.get("external_reference", String.class),
                row.get("end_to_end_id", String.class),
                row.get("tracking_token", String.class),
                row.get("customer_id", UUID.class),
                row.get("subscription_id", String.class),
                row.get("cycle_number", Integer.class),
                row.get("first_occurred_at", Instant.class),
                row.get("last_occurred_at", Instant.class),
                row.get("paid_at", Instant.class),
                IllegalMoves.of(row.get("illegal_moves_text", String.class)));
    }
}
