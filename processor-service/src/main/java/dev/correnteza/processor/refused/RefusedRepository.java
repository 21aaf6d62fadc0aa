package dev.correnteza.processor.refused;

import dev.correnteza.events.RefusedWebhook;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refused webhooks, as their topic tells them, within bounds. */
@Repository
class RefusedRepository {
    // A row of refusals goes on until a good webhook was received; then the next refusal begins another.
    private static final String WRITE = """
            WITH fresh AS (
                INSERT INTO refused_webhook (refusal_id, tenant_id, account_id, gateway, reason, received_at, size, record)
                VALUES (:id, :tenant, :account, :gateway, :reason, :received, :size, :record)
                ON CONFLICT (tenant_id, refusal_id) DO NOTHING
                RETURNING *
            )
            INSERT INTO signature_failure AS old (account_id, tenant_id, gateway, since, last_at, refusals, last_reason)
            SELECT account_id, tenant_id, gateway, received_at, received_at, 1, reason
            FROM fresh
            ON CONFLICT (tenant_id, account_id) DO UPDATE
            SET (since, refusals) = (
                    SELECT CASE WHEN has_ended THEN excluded.since ELSE least(old.since, excluded.since) END,
                           CASE WHEN has_ended THEN 1 ELSE old.refusals + 1 END
                    FROM (SELECT EXISTS (
                              SELECT
                              FROM webhook_log
                              WHERE tenant_id = old.tenant_id
                                AND account_id = old.account_id
                                AND lane = 'LIVE'
                                AND received_at >= old.last_at) AS has_ended) AS good),
                last_at = greatest(old.last_at, excluded.last_at),
                last_reason = CASE WHEN excluded.last_at >= old.last_at THEN excluded.last_reason
                                   ELSE old.last_reason END
            """;

    private static final String TRIM = """
            DELETE FROM refused_webhook
            WHERE tenant_id = :tenant
              AND refusal_id IN (
                SELECT refusal_id
                FROM (SELECT refusal_id, row_number() OVER newest AS place, sum(size) OVER newest AS total
                      FROM refused_webhook
                      WHERE tenant_id = :tenant
                        AND account_id = :account
                      WINDOW newest AS (ORDER BY received_at DESC, refusal_id)) AS ranked
                WHERE place > :max OR total > :size)
            """;

    private static final String EXPIRE = "DELETE FROM refused_webhook WHERE received_at < :before";

    private static final String KEPT = """
            SELECT refusal_id, reason, received_at, record
            FROM refused_webhook
            WHERE tenant_id = :tenant
              AND account_id = :account
              AND let_in_at IS NULL
            ORDER BY received_at, refusal_id
            """;

    private static final String LET_IN = """
            UPDATE refused_webhook
            SET let_in_at = :now
            WHERE refusal_id = :id
              AND tenant_id = :tenant
            """;

    private final DatabaseClient db;
    private final RefusedProperties properties;

    RefusedRepository(DatabaseClient db, RefusedProperties properties) {
        this.db = db;
        this.properties = properties;
    }

    /** Keeps a webhook that was not kept before. */
    Mono<Void> write(RefusedWebhook webhook, byte[] record) {
        return db.sql(WRITE)
                .bind("id", UUID.fromString(webhook.getRefusalId()))
                .bind("tenant", webhook.getTenantId())
                .bind("account", webhook.getAccountId())
                .bind("gateway", webhook.getGateway())
                .bind("reason", webhook.getReason())
                .bind("received", webhook.getReceivedAt())
                .bind("size", record.length)
                .bind("record", record)
                .then();
    }

    /** Lets go of the oldest that are too many or too large together. */
    Mono<Void> trim(String tenantId, String accountId) {
        return db.sql(TRIM)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .bind("max", properties.maxPerAccount())
                .bind("size", properties.maxSizePerAccount().toBytes())
                .then();
    }

    /** Lets go of all that are too old. */
    Mono<Void> expire(Instant now) {
        return db.sql(EXPIRE).bind("before", now.minus(properties.keepFor())).then();
    }

    /** What was not let in yet, the oldest first. */
    Flux<Kept> kept(String tenantId, String accountId) {
        return db.sql(KEPT)
                .bind("tenant", tenantId)
                .bind("account", accountId)
                .map(row -> new Kept(
                        row.get("refusal_id", UUID.class),
                        row.get("reason", String.class),
                        row.get("received_at", Instant.class),
                        row.get("record", byte[].class)))
                .all();
    }

    Mono<Void> letIn(String tenantId, UUID refusalId, Instant now) {
        return db.sql(LET_IN)
                .bind("now", now)
                .bind("id", refusalId)
                .bind("tenant", tenantId)
                .then();
    }

    /**
     * A webhook that was refused.
     *
     * @param reason why, then
     * @param record as it stands in the topic
     */
    record Kept(UUID refusalId, String reason, Instant receivedAt, byte[] record) {
        @Override
        public String toString() {
            return "Kept[" + refusalId + "]";
        }
    }
}
