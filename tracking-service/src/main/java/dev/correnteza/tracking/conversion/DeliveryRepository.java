package dev.correnteza.tracking.conversion;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.DeliveryStatus;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conversions that have ended, seen as an outbox: each waits until its record is written. */
final class DeliveryRepository {
    private static final String CLAIM = """
            WITH due AS (
                SELECT delivery_id
                FROM conversion
                WHERE publish_due_at <= :now
                ORDER BY publish_due_at
                LIMIT :limit
                FOR UPDATE SKIP LOCKED)
            UPDATE conversion c
            SET publish_due_at = :leaseEnd
            FROM due
            WHERE c.delivery_id = due.delivery_id
            RETURNING c.*
            """;

    private static final String PUBLISHED = """
            UPDATE conversion
            SET publish_due_at = NULL
            WHERE delivery_id = ANY(:ids)
            """;

    private static final String RELEASE = """
            UPDATE conversion
            SET publish_due_at = :dueAt
            WHERE delivery_id = ANY(:ids)
              AND publish_due_at IS NOT NULL
            """;

    private final DatabaseClient database;

    DeliveryRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Takes records to write; until the lease ends nobody else gets them. */
    Flux<ConversionDelivery> claim(int limit, Instant now, Duration lease) {
        return database.sql(CLAIM)
                .bind("now", now)
                .bind("limit", limit)
                .bind("leaseEnd", now.plus(lease))
                .map(DeliveryRepository::delivery)
                .all();
    }

    Mono<Void> published(List<UUID> ids) {
        return database.sql(PUBLISHED).bind("ids", ids.toArray(UUID[]::new)).then();
    }

    Mono<Void> release(List<UUID> ids, Instant dueAt) {
        return database.sql(RELEASE)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("dueAt", dueAt)
                .then();
    }

    private static ConversionDelivery delivery(Readable row) {
        int attempts = Rows.required(row, "attempts", Integer.class);
        List<String> keys = keys(Rows.required(row, "match_keys", String.class));
        boolean wasSent = attempts > 0;
        return ConversionDelivery.newBuilder()
                .setDeliveryId(Rows.required(row, "delivery_id", UUID.class).toString())
                .setTenantId(Rows.required(row, "tenant_id", String.class))
                .setPaymentId(Rows.required(row, "payment_id", String.class))
                .setTransitionId(Rows.required(row, "transition_id", String.class))
                .setPixelId(Rows.required(row, "pixel_id", String.class))
                .setEventName(Rows.required(row, "event_name", String.class))
                .setStatus(DeliveryStatus.valueOf(Rows.required(row, "status", String.class)))
                .setAttempts(attempts)
                .setHttpStatus(row.get("http_status", Integer.class))
                .setErrorCode(row.get("error_code", Integer.class))
                .setErrorSubcode(row.get("error_subcode", Integer.class))
                .setTraceId(row.get("trace_id", String.class))
                .setMatchKeys(wasSent ? keys : List.of())
                .setEstimatedMatchQuality(wasSent ? row.get("match_quality", Double.class) : null)
                .setEventTime(Rows.required(row, "event_time", Instant.class))
                .setFinishedAt(Rows.required(row, "ended_at", Instant.class))
                .build();
    }

    private static List<String> keys(String separated) {
        return separated.isEmpty() ? List.of() : List.of(separated.split(" "));
    }
}
