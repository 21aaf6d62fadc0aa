package dev.correnteza.processor.matching;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gateway transactions that somebody gave to another payment than the rules do. */
@Repository
public class ManualMatches {
    private static final String ADD = """
            INSERT INTO manual_match (decision_id, tenant_id, account_id, gateway_transaction_id, payment_id, decided_at)
            VALUES (:decision, :tenant, :account, :transaction, :payment, :at)
            ON CONFLICT (decision_id) DO NOTHING
            """;

    private static final String FIND = """
            SELECT account_id, gateway_transaction_id
            FROM manual_match
            WHERE tenant_id = :tenant
              AND decision_id = :decision
            """;

    // The newest counts, whatever the order in which decisions are read.
    private static final String COUNTS = """
            SELECT payment_id
            FROM manual_match AS match
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND gateway_transaction_id = :transaction
              AND NOT EXISTS (SELECT FROM decision WHERE undoes = match.decision_id AND tenant_id = :tenant)
            ORDER BY decided_at DESC, decision_id DESC
            LIMIT 1
            """;

    private static final String GIVE = """
            INSERT INTO payment_key (tenant_id, kind, value, payment_id)
            VALUES (:tenant, :kind, :value, :payment)
            ON CONFLICT (tenant_id, kind, value) DO UPDATE
            SET payment_id = excluded.payment_id
            """;

    private static final String TAKE_BACK = """
            DELETE FROM payment_key
            WHERE tenant_id = :tenant
              AND kind = :kind
              AND value = :value
            """;

    private static final String PAYMENTS = """
            SELECT payment_id
            FROM payment_key
            WHERE tenant_id = :tenant
              AND kind = 'GATEWAY_TRANSACTION'
              AND value = :value
            UNION
            SELECT payment_id
            FROM gateway_transaction
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND gateway_transaction_id = :transaction
            UNION
            SELECT payment_id
            FROM manual_match
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND gateway_transaction_id = :transaction
            """;

    private final DatabaseClient db;

    ManualMatches(DatabaseClient db) {
        this.db = db;
    }

    public Mono<Void> add(UUID decisionId, GatewayTransaction transaction, String paymentId, Instant decidedAt) {
        return db.sql(ADD)
                .bind("decision", decisionId)
                .bind("tenant", transaction.tenantId())
                .bind("account", transaction.accountId())
                .bind("transaction", transaction.gatewayTransactionId())
                .bind("payment", paymentId)
                .bind("at", decidedAt)
                .then();
    }

    /** The transaction that this decision moved; empty where it is none of this tenant. */
    public Mono<GatewayTransaction> find(String tenantId, UUID decisionId) {
        return db.sql(FIND)
                .bind("tenant", tenantId)
                .bind("decision", decisionId)
                .map(row -> new GatewayTransaction(
                        tenantId, row.get("account_id", String.class), row.get("gateway_transaction_id", String.class)))
                .one();
    }

    /** Where the transaction belongs by decision; empty where no decision counts. From now on events are matched so. */
    public Mono<String> settle(GatewayTransaction transaction) {
        PaymentKey key =
                PaymentKey.decided(transaction.tenantId(), transaction.accountId(), transaction.gatewayTransactionId());
        return db.sql(COUNTS)
                .bind("tenant", transaction.tenantId())
                .bind("account", transaction.accountId())
                .bind("transaction", transaction.gatewayTransactionId())
                .mapValue(String.class)
                .one()
                .flatMap(paymentId -> give(key, paymentId).thenReturn(paymentId))
                .switchIfEmpty(Mono.defer(() -> takeBack(key).then(Mono.empty())));
    }

    /** Payments that may have facts of it. */
    public Flux<String> paymentsWith(GatewayTransaction transaction) {
        PaymentKey key = PaymentKey.transaction(
                transaction.tenantId(), transaction.accountId(), transaction.gatewayTransactionId());
        return db.sql(PAYMENTS)
                .bind("tenant", transaction.tenantId())
                .bind("value", key.value())
                .bind("account", transaction.accountId())
                .bind("transaction", transaction.gatewayTransactionId())
                .mapValue(String.class)
                .all();
    }

    private Mono<Void> give(PaymentKey key, String paymentId) {
        return db.sql(GIVE)
                .bind("tenant", key.tenantId())
                .bind("kind", key.rule().name())
                .bind("value", key.value())
                .bind("payment", paymentId)
                .then();
    }

    private Mono<Void> takeBack(PaymentKey key) {
        return db.sql(TAKE_BACK)
                .bind("tenant", key.tenantId())
                .bind("kind", key.rule().name())
                .bind("value", key.value())
                .then();
    }

    /** A transaction at a gateway, unique in its account. */
    public record GatewayTransaction(String tenantId, String accountId, String gatewayTransactionId) {}
}
