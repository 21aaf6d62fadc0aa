package dev.correnteza.processor.delivery;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.processor.sql.Columns;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Deliveries of conversions, as their topic tells them. */
@Repository
class DeliveryRepository {
    private static final String WRITE = """
            INSERT INTO conversion_delivery AS old (delivery_id, tenant_id, payment_id, transition_id, pixel_id, event_name,
                                                    status, attempts, http_status, error_code, match_quality,
                                                    finished_at, kafka_partition, kafka_offset)
            SELECT delivery_id, tenant_id, payment_id, transition_id, pixel_id, event_name, status, attempts, http_status,
                   error_code, match_quality::double precision, finished_at, kafka_partition, kafka_offset
            FROM unnest(:ids, :tenants, :payments, :transitions, :pixels, :names, :statuses, :attempts, :https, :errors,
                        :qualities, :finished, :partitions, :offsets)
                 AS new (delivery_id, tenant_id, payment_id, transition_id, pixel_id, event_name, status, attempts,
                         http_status, error_code, match_quality, finished_at, kafka_partition, kafka_offset)
            ON CONFLICT (tenant_id, delivery_id) DO UPDATE
            SET status = excluded.status,
                attempts = excluded.attempts,
                http_status = excluded.http_status,
                error_code = excluded.error_code,
                match_quality = excluded.match_quality,
                finished_at = excluded.finished_at,
                kafka_partition = excluded.kafka_partition,
                kafka_offset = excluded.kafka_offset
            WHERE excluded.finished_at >= old.finished_at
            """;

    private final DatabaseClient db;

    DeliveryRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> write(List<ReadDelivery> unordered) {
        if (unordered.isEmpty()) {
            return Mono.empty();
        }
        List<ReadDelivery> rows = unordered.stream()
                .sorted(Comparator.comparing(
                                (ReadDelivery one) -> one.delivery().getTenantId())
                        .thenComparing(one -> one.delivery().getDeliveryId()))
                .toList();
        return db.sql(WRITE)
                .bind(
                        "ids",
                        Columns.uuid(rows, one -> UUID.fromString(one.delivery().getDeliveryId())))
                .bind("tenants", Columns.text(rows, one -> one.delivery().getTenantId()))
                .bind("payments", Columns.text(rows, one -> one.delivery().getPaymentId()))
                .bind(
                        "transitions",
                        Columns.uuid(rows, one -> UUID.fromString(one.delivery().getTransitionId())))
                .bind("pixels", Columns.text(rows, one -> one.delivery().getPixelId()))
                .bind("names", Columns.text(rows, one -> one.delivery().getEventName()))
                .bind(
                        "statuses",
                        Columns.text(rows, one -> one.delivery().getStatus().name()))
                .bind("attempts", Columns.integer(rows, one -> one.delivery().getAttempts()))
                .bind("https", Columns.integer(rows, one -> one.delivery().getHttpStatus()))
                .bind("errors", Columns.integer(rows, one -> one.delivery().getErrorCode()))
                .bind(
                        "qualities",
                        Columns.text(
                                rows,
                                one -> one.delivery().getEstimatedMatchQuality() == null
                                        ? null
                                        : one.delivery()
                                                .getEstimatedMatchQuality()
                                                .toString()))
                .bind("finished", Columns.timestamp(rows, one -> one.delivery().getFinishedAt()))
                .bind("partitions", Columns.integer(rows, ReadDelivery::partition))
                .bind("offsets", Columns.bigint(rows, ReadDelivery::offset))
                .then();
    }

    /** A delivery and where it was read. */
    record ReadDelivery(ConversionDelivery delivery, int partition, long offset) {}
}
