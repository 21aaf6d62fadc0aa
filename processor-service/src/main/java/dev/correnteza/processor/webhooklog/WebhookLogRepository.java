package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.sql.Column;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Writes the webhook log. */
@Repository
public class WebhookLogRepository {
    private static final String INSERT = """
            INSERT INTO webhook_log AS old (topic, kafka_partition, kafka_offset, record_time, tenant_id, account_id, gateway, lane,
                                     event_id, type, gateway_event_type, received_at, processed_at, status, attempts, error, result,
                                     payment_id)
            SELECT *
            FROM unnest(:topics, :partitions, :offsets, :times, :tenants, :accounts, :gateways, :lanes, :events, :types, :words,
                        :received, :processed, :statuses, :attempts, :errors, :results, :payments)
            """;

    // A record that is read again after a crash keeps the row of the first time: it was no second webhook. One that
    // waited or was given up ends here.
    private static final String UNLESS_THERE = """
            ON CONFLICT (topic, kafka_partition, kafka_offset, record_time) DO UPDATE
            SET tenant_id = excluded.tenant_id,
                account_id = excluded.account_id,
                gateway = excluded.gateway,
                lane = excluded.lane,
                event_id = excluded.event_id,
                type = excluded.type,
                gateway_event_type = excluded.gateway_event_type,
                received_at = excluded.received_at,
                processed_at = excluded.processed_at,
                status = excluded.status,
                attempts = greatest(old.attempts, excluded.attempts),
                error = excluded.error,
                result = excluded.result,
                payment_id = excluded.payment_id
            WHERE old.status IN ('parked', 'failed')
              AND excluded.status IN ('done', 'duplicate')
            """;

    private static final String REFUSED = """
            UPDATE webhook_log
            SET status = :status,
                error = :error,
                attempts = greatest(attempts, :attempts),
                processed_at = :now
            WHERE topic = :topic
              AND kafka_partition = :partition
              AND kafka_offset = :offset
              AND record_time = :time
            """;

    private static final Comparator<LogEntry> ORDER = Comparator.comparing(LogEntry::topic)
            .thenComparing(LogEntry::partition)
            .thenComparing(LogEntry::offset);

    private final DatabaseClient db;
    private final WebhookLogMonths months;

    WebhookLogRepository(DatabaseClient db, WebhookLogMonths months) {
        this.db = db;
        this.months = months;
    }

    /**
     * Writes these rows; those of records that have one stay as they are, and records of months that are forgotten get none.
     *
     * @param unordered of months that were made ({@link WebhookLogMonths#ensure})
     */
    public Mono<Void> write(List<LogEntry> unordered) {
        return write(unordered, Concurrency.GUARDED);
    }

    /** As {@link #write(List)}; {@link Concurrency#OPTIMISTIC} fails where a record has a row. */
    public Mono<Void> write(List<LogEntry> unordered, Concurrency concurrency) {
        List<LogEntry> rows = unordered.stream()
                .filter(entry -> months.isKept(entry.recordTime()))
                .sorted(ORDER)
                .toList();
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return db.sql(concurrency.insert(INSERT, UNLESS_THERE))
                .bind("topics", Columns.text(rows, LogEntry::topic))
                .bind("partitions", Columns.integer(rows, LogEntry::partition))
                .bind("offsets", Columns.bigint(rows, LogEntry::offset))
                .bind("times", Columns.timestamp(rows, LogEntry::recordTime))
                .bind("tenants", text(rows, LogEntry::tenantId))
                .bind("accounts", text(rows, LogEntry::accountId))
                .bind("gateways", text(rows, LogEntry::gateway))
                .bind("lanes", text(rows, LogEntry::lane))
                .bind("events", Columns.uuid(rows, LogEntry::eventId))
                .bind("types", text(rows, LogEntry::type))
                .bind("words", text(rows, LogEntry::gatewayEventType))
                .bind("received", Columns.timestamp(rows, LogEntry::receivedAt))
                .bind("processed", Columns.timestamp(rows, LogEntry::processedAt))
                .bind("statuses", Columns.text(rows, row -> row.status().name().toLowerCase(Locale.ROOT)))
                .bind("attempts", Columns.integer(rows, LogEntry::attempts))
                .bind("errors", text(rows, LogEntry::error))
                .bind("results", Columns.text(rows, LogEntry::result))
                .bind("payments", Columns.text(rows, LogEntry::paymentId))
                .then();
    }

    /** A record was refused once more, or somebody discarded it. */
    public Mono<Void> refused(
            String topic,
            int partition,
            long offset,
            Instant recordTime,
            Status status,
            String error,
            int attempts,
            Instant now) {
        return db.sql(REFUSED)
                .bind("status", status.name().toLowerCase(Locale.ROOT))
                .bind("error", error)
                .bind("attempts", attempts)
                .bind("now", now)
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("offset", offset)
                .bind("time", recordTime)
                .then();
    }

    // PostgreSQL's text holds no NUL, and what a gateway sends may.
    private static Column text(List<LogEntry> rows, Function<LogEntry, @Nullable String> column) {
        return Columns.text(rows, row -> {
            String value = column.apply(row);
            return value == null ? null : value.replace("\0", "");
        });
    }
}
