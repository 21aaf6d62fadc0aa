package dev.correnteza.processor.account;

import dev.correnteza.events.GatewayAccount;
import dev.correnteza.processor.sql.Bind;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts as their topic tells them. */
@Repository
class AccountRepository {
    private static final String WRITE = """
            INSERT INTO gateway_account AS old (account_id, tenant_id, gateway, display_name, status, record, updated_at)
            VALUES (:account, :tenant, :gateway, :name, :status, :record, :updated)
            ON CONFLICT (account_id) DO UPDATE
            SET gateway = excluded.gateway,
                display_name = excluded.display_name,
                status = excluded.status,
                record = excluded.record,
                updated_at = excluded.updated_at
            WHERE excluded.updated_at >= old.updated_at
              AND excluded.tenant_id = old.tenant_id
            """;

    private static final String REMOVE = "DELETE FROM gateway_account WHERE account_id = :account";

    private static final String LIST = """
            SELECT record
            FROM gateway_account
            WHERE tenant_id = :tenant
            ORDER BY gateway, account_id
            """;

    private static final String FIND = """
            SELECT record
            FROM gateway_account
            WHERE tenant_id = :tenant
              AND account_id = :account
            """;

    private static final String LOCK = FIND + "FOR UPDATE";

    private final DatabaseClient db;

    AccountRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> write(GatewayAccount account, byte[] record) {
        return db.sql(WRITE)
                .bind("account", account.getAccountId())
                .bind("tenant", account.getTenantId())
                .bind("gateway", account.getGateway())
                .bind("name", Bind.nullable(account.getDisplayName(), String.class))
                .bind("status", account.getStatus().name())
                .bind("record", record)
                .bind("updated", account.getUpdatedAt())
                .then();
    }

    Mono<Void> remove(String accountId) {
        return db.sql(REMOVE).bind("account", accountId).then();
    }

    /** Record of one of a tenant's accounts; empty where the tenant has no such account. */
    Mono<byte[]> find(String tenantId, String accountId) {
        return one(FIND, tenantId, accountId);
    }

    /** As {@link #find}; who else wants to change it waits for the end of the transaction. */
    Mono<byte[]> lock(String tenantId, String accountId) {
        return one(LOCK, tenantId, accountId);
    }

    /** Records of a tenant's accounts, as they stand in the topic. */
    Flux<byte[]> list(String tenantId) {
        return db.sql(LIST).bind("tenant", tenantId).mapValue(byte[].class).all();
    }

    private Mono<byte[]> one(String sql, String tenantId, String accountId) {
        return db.sql(sql)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .mapValue(byte[].class)
                .one();
    }
}
