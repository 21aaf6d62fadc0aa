package dev.correnteza.processor.refused;

import dev.correnteza.processor.account.SignatureFailures;
import dev.correnteza.processor.account.SignaturesFailing;
import java.time.Instant;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Accounts that were refused something and had no good webhook since. */
@Repository
class FailingAccounts implements SignatureFailures {
    private static final String FAILING = """
            FROM signature_failure failure
            CROSS JOIN LATERAL (
                SELECT max(received_at) AS last_at
                FROM webhook_log
                WHERE tenant_id = failure.tenant_id
                  AND account_id = failure.account_id
                  AND lane = 'LIVE') AS good
            """;

    // Where a good one came in between, the row of refusals says too much, and what is kept says it exactly.
    private static final String ONE = """
            SELECT CASE WHEN good.last_at >= failure.since THEN coalesce(kept.since, failure.last_at)
                        ELSE failure.since END AS since,
                   CASE WHEN good.last_at >= failure.since THEN greatest(kept.refusals, 1)
                        ELSE failure.refusals END AS refusals,
                   failure.last_reason
            """ + FAILING + """
            CROSS JOIN LATERAL (
                SELECT min(received_at) AS since, count(*) AS refusals
                FROM refused_webhook
                WHERE tenant_id = failure.tenant_id
                  AND account_id = failure.account_id
                  AND received_at > good.last_at) AS kept
            WHERE failure.tenant_id = :tenant
              AND failure.account_id = :account
              AND (good.last_at IS NULL OR good.last_at < failure.last_at)
            """;

    private static final String BY_GATEWAY = """
            SELECT failure.gateway, count(*) AS accounts
            """ + FAILING + """
            JOIN gateway_account account
              ON account.account_id = failure.account_id
             AND account.tenant_id = failure.tenant_id
             AND account.status = 'ACTIVE'
            WHERE good.last_at IS NULL OR good.last_at < failure.last_at
            GROUP BY failure.gateway
            """;

    private final DatabaseClient db;

    FailingAccounts(DatabaseClient db) {
        this.db = db;
    }

    @Override
    public Mono<SignaturesFailing> of(String tenantId, String accountId) {
        return db.sql(ONE)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .map(row -> new SignaturesFailing(
                        row.get("since", Instant.class),
                        row.get("refusals", Long.class),
                        row.get("last_reason", String.class)))
                .one();
    }

    /** How many active accounts are failing, of all tenants; gateways without any are left out. */
    Mono<Map<String, Long>> byGateway() {
        return db.sql(BY_GATEWAY)
                .map(row -> Map.entry(row.get("gateway", String.class), row.get("accounts", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
