package dev.correnteza.processor.subscription;

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

/** Reading subscriptions of a tenant. */
@Repository
class SubscriptionQueries {
    private static final String LIST = """
            SELECT *
            FROM subscription
            WHERE tenant_id = :tenant
              AND (:status::text IS NULL OR status = :status)
              AND (last_occurred_at, (account_id || ' ' || subscription_id) COLLATE "C") < (:at, :id)
            ORDER BY last_occurred_at DESC, (account_id || ' ' || subscription_id) COLLATE "C" DESC
            LIMIT :limit
            """;

    private static final String ONE = """
            SELECT *
            FROM subscription
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND subscription_id = :subscription
            """;

    private final DatabaseClient db;

    SubscriptionQueries(DatabaseClient db) {
        this.db = db;
    }

    /** Subscriptions after the cursor, the one last changed first. */
    Flux<SubscriptionView> list(String tenantId, @Nullable String status, Cursor cursor, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("status", Bind.nullable(status, String.class))
                .bind("at", cursor.at())
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map(SubscriptionQueries::view)
                .all();
    }

    /** A subscription of this tenant; empty where there is none. */
    Mono<SubscriptionView> find(String tenantId, String accountId, String subscriptionId) {
        return db.sql(ONE)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .bind("subscription", subscriptionId)
                .map(SubscriptionQueries::view)
                .one();
    }

    private static SubscriptionView view(Readable row) {
        return new SubscriptionView(
                row.get("account_id", String.class),
                row.get("subscription_id", String.class),
                row.get("gateway", String.class),
                row.get("status", String.class),
                row.get("plan", String.class),
                row.get("interval_unit", String.class),
                row.get("interval_count", Integer.class),
                row.get("cycles_paid", Integer.class),
                row.get("cycle_number", Integer.class),
                row.get("customer_id", UUID.class),
                row.get("started_at", Instant.class),
                row.get("next_charge_at", Instant.class),
                row.get("expires_at", Instant.class),
                row.get("canceled_at", Instant.class),
                row.get("last_occurred_at", Instant.class));
    }
}
