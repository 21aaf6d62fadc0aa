package dev.correnteza.processor.subscription;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.sql.Bind;
import dev.correnteza.processor.subscription.SubscriptionView.Origin;
import io.r2dbc.spi.Readable;
import java.time.Clock;
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
    // Where each stands depends on the time of the question, which no row knows. Days of grace are days in Sao Paulo.
    private static final String STANDING = """
            SELECT subscription.*, grace_end,
                   CASE
                       WHEN status IN ('PENDING', 'PAUSED', 'EXPIRED') THEN status
                       WHEN status = 'CANCELED' AND period_end > :now THEN 'CANCELED_AT_PERIOD_END'
                       WHEN status = 'CANCELED' THEN 'CANCELED'
                       WHEN cycles_paid = 0 AND cycles_returned > 0 AND period_end IS NULL THEN 'EXPIRED'
                       WHEN period_end IS NULL OR period_end > :now THEN status
                       WHEN grace_end > :now THEN 'PAST_DUE'
                       ELSE 'EXPIRED'
                   END AS standing
            FROM subscription
            CROSS JOIN LATERAL (
                SELECT CASE
                           WHEN status IN ('ACTIVE', 'PAST_DUE')
                           THEN (period_end AT TIME ZONE 'America/Sao_Paulo'
                                 + make_interval(days => coalesce(grace_days, :grace))) AT TIME ZONE 'America/Sao_Paulo'
                       END AS grace_end) AS grace
            WHERE tenant_id = :tenant
            """;

    private static final String LIST = "SELECT * FROM (" + STANDING + """
            ) AS subscription
            WHERE (:status::text IS NULL OR status = :status)
              AND (:standing::text IS NULL OR standing = :standing)
              AND (last_occurred_at, (account_id || ' ' || subscription_id) COLLATE "C") < (:at, :id)
            ORDER BY last_occurred_at DESC, (account_id || ' ' || subscription_id) COLLATE "C" DESC
            LIMIT :limit
            """;

    private static final String ONE = STANDING + """
              AND account_id = :account
              AND subscription_id = :subscription
            """;

    private final DatabaseClient db;
    private final SubscriptionProperties properties;
    private final Clock clock;

    SubscriptionQueries(DatabaseClient db, SubscriptionProperties properties, Clock clock) {
        this.db = db;
        this.properties = properties;
        this.clock = clock;
    }

    /** Subscriptions after the cursor, the one last changed first. */
    Flux<SubscriptionView> list(
            String tenantId, @Nullable String status, @Nullable String state, Cursor cursor, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("now", clock.instant())
                .bind("grace", properties.graceDays())
                .bind("status", Bind.nullable(status, String.class))
                .bind("standing", Bind.nullable(state, String.class))
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
                .bind("now", clock.instant())
                .bind("grace", properties.graceDays())
                .bind("account", accountId)
                .bind("subscription", subscriptionId)
                .map(SubscriptionQueries::view)
                .one();
    }

    private static SubscriptionView view(Readable row) {
        String inferredBecause = row.get("inferred_because", String.class);
        return new SubscriptionView(
                row.get("account_id", String.class),
                row.get("subscription_id", String.class),
                row.get("gateway", String.class),
                row.get("status", String.class),
                row.get("standing", String.class),
                inferredBecause == null ? Origin.EXPLICIT : Origin.INFERRED,
                inferredBecause,
                row.get("plan", String.class),
                row.get("plan_type", String.class),
                row.get("plan_source", String.class),
                row.get("interval_unit", String.class),
                row.get("interval_count", Integer.class),
                row.get("cycles_paid", Integer.class),
                row.get("cycles_returned", Integer.class),
                row.get("cycle_number", Integer.class),
                row.get("customer_id", UUID.class),
                row.get("started_at", Instant.class),
                row.get("period_start", Instant.class),
                row.get("period_end", Instant.class),
                row.get("grace_end", Instant.class),
                row.get("next_charge_at", Instant.class),
                row.get("expires_at", Instant.class),
                row.get("canceled_at", Instant.class),
                row.get("last_occurred_at", Instant.class));
    }
}
