package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reading the webhook log of a tenant. */
@Repository
class WebhookQueries {
    private static final String LIST = """
            SELECT *
            FROM webhook_log
            WHERE tenant_id = :tenant
              AND (:status::text IS NULL OR status = :status)
              AND (:account::text IS NULL OR account_id = :account)
              AND (:gateway::text IS NULL OR gateway = :gateway)
              AND (:type::text IS NULL OR type = :type)
              AND (:lane::text IS NULL OR lane = :lane)
              AND (:error::text IS NULL OR split_part(error, ':', 1) = :error)
              AND (:payment::text IS NULL OR payment_id = :payment
                   OR event_id IN (SELECT event_id FROM ledger WHERE tenant_id = :tenant AND payment_id = :payment))
              AND (:event::uuid IS NULL OR event_id = :event)
              AND (:from::timestamptz IS NULL OR received_at >= :from)
              AND (:to::timestamptz IS NULL OR received_at < :to)
              AND (received_at, (topic || ' ' || to_char(kafka_partition, 'FM00000') || ' '
                                 || to_char(kafka_offset, 'FM0000000000000000000')) COLLATE "C") < (:at, :id)
            ORDER BY received_at DESC, topic COLLATE "C" DESC, kafka_partition DESC, kafka_offset DESC
            LIMIT :limit
            """;

    private final DatabaseClient db;

    WebhookQueries(DatabaseClient db) {
        this.db = db;
    }

    /** Rows after the cursor, newest first. */
    Flux<WebhookView> list(String tenantId, WebhookFilter filter, Cursor cursor, int limit) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .bind("status", Bind.nullable(filter.status(), String.class))
                .bind("account", Bind.nullable(filter.accountId(), String.class))
                .bind("gateway", Bind.nullable(filter.gateway(), String.class))
                .bind("type", Bind.nullable(filter.type(), String.class))
                .bind("lane", Bind.nullable(filter.lane(), String.class))
                .bind("error", Bind.nullable(filter.error(), String.class))
                .bind("payment", Bind.nullable(filter.paymentId(), String.class))
                .bind("event", Bind.nullable(filter.eventId(), UUID.class))
                .bind("from", Bind.nullable(filter.from(), Instant.class))
                .bind("to", Bind.nullable(filter.to(), Instant.class))
                .bind("at", cursor.at())
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map(WebhookQueries::view)
                .all();
    }

    private static WebhookView view(Readable row) {
        return new WebhookView(
                row.get("topic", String.class),
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("lane", String.class),
                row.get("status", String.class),
                row.get("event_id", UUID.class),
                row.get("type", String.class),
                row.get("gateway_event_type", String.class),
                row.get("received_at", Instant.class),
                row.get("processed_at", Instant.class),
                row.get("attempts", Integer.class),
                row.get("error", String.class),
                row.get("result", String.class),
                row.get("payment_id", String.class));
    }
}
