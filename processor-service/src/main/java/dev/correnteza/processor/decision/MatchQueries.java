package dev.correnteza.processor.decision;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Transactions that can be given to a payment. */
@Repository
class MatchQueries {
    private static final String OF_TRANSACTION = """
            SELECT account_id, gateway_transaction_id
            FROM gateway_transaction
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND gateway_transaction_id = :transaction
            """;

    private final DatabaseClient db;

    MatchQueries(DatabaseClient db) {
        this.db = db;
    }

    Mono<DecisionContent.Match> ofTransaction(String tenantId, String accountId, String gatewayTransactionId) {
        return db.sql(OF_TRANSACTION)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .bind("transaction", gatewayTransactionId)
                .map(row -> new DecisionContent.Match(
                        row.get("account_id", String.class), row.get("gateway_transaction_id", String.class)))
                .one();
    }
}
