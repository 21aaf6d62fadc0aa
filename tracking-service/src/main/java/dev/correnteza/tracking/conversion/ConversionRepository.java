package dev.correnteza.tracking.conversion;

import dev.correnteza.tracking.meta.Answer;
import dev.correnteza.tracking.meta.Purchase;
import dev.correnteza.tracking.meta.ServerEvent;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conversions that are due, under way and ended. A lease, not a lock, marks an attempt: a killed one is found again. */
final class ConversionRepository {
    /** Meta refuses what is older than 7 days; a minute is left for the way there. */
    static final Duration MAX_AGE = Duration.ofDays(7).minusMinutes(1);

    /** Meta recognizes an event that it has for 48 hours; an hour is left for clocks and queues. */
    static final Duration MAX_UNKNOWN = Duration.ofHours(47);

    private static final String INSERT_NEW = """
            INSERT INTO conversion
                (delivery_id, tenant_id, pixel_id, event_name, payment_id, transition_id, event_time, created_at,
                 event, match_keys, match_quality, status, reason, due_at, ended_at, publish_due_at)
            SELECT delivery_id::uuid, tenant_id, pixel_id, :eventName, payment_id, transition_id, to_timestamp(event_time), :now,
                 event, match_keys, match_quality,
                 CASE WHEN reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END, reason,
                 CASE WHEN reason IS NULL THEN :now END,
                 CASE WHEN reason IS NOT NULL THEN :now END,
                 CASE WHEN reason IS NOT NULL THEN :now END
            FROM unnest(:deliveryIds::text[], :tenantIds::text[], :pixelIds::text[], :paymentIds::text[], :transitionIds::text[],
                 :eventTimes::bigint[], :events::text[], :matchKeys::text[], :matchQualities::float8[], :reasons::text[])
                 AS new(delivery_id, tenant_id, pixel_id, payment_id, transition_id, event_time, event, match_keys,
                        match_quality, reason)
            ON CONFLICT DO NOTHING
            RETURNING status
            """;

    // A lease that is still set when its time is over belongs to an attempt that left no trace.
    private static final String CLAIM = """
            WITH due AS (
                SELECT delivery_id
                FROM conversion
                WHERE due_at <= :now
                  AND event_time > :oldest
                  AND coalesce(unknown_since, CASE WHEN lease IS NOT NULL THEN claimed_at END, :now) > :oldestUnknown
                  AND pixel_id = ANY(:pixelIds)
                  AND (pixel_id = ANY(:probed) OR NOT EXISTS (SELECT 1 FROM pixel_pause p WHERE p.pixel_id = conversion.pixel_id))
                ORDER BY due_at
                LIMIT :limit
                FOR UPDATE SKIP LOCKED)
            UPDATE conversion c
            SET unknown_since = coalesce(c.unknown_since, CASE WHEN c.lease IS NOT NULL THEN c.claimed_at END),
                lease = gen_random_uuid(),
                claimed_at = :now,
                due_at = :leaseEnd,
                attempts = c.attempts + 1
            FROM due
            WHERE c.delivery_id = due.delivery_id
            RETURNING c.delivery_id, c.tenant_id, c.pixel_id, c.payment_id, c.event, c.lease, c.attempts, c.click_id_removed,
                c.event_time, c.created_at
            """;

    private static final String EXPIRE = """
            UPDATE conversion
            SET status = CASE WHEN attempts = 0 THEN 'SKIPPED' ELSE 'FAILED' END,
                reason = CASE WHEN event_time <= :oldest THEN 'TOO_OLD' ELSE 'OUTCOME_UNKNOWN' END,
                event = NULL, lease = NULL, due_at = NULL, ended_at = :now, publish_due_at = :now
            WHERE due_at <= :now
              AND (event_time <= :oldest
                   OR coalesce(unknown_since, CASE WHEN lease IS NOT NULL THEN claimed_at END, :now) <= :oldestUnknown)
            RETURNING reason
            """;

    private static final String END = """
            UPDATE conversion
            SET status = :status, reason = :reason,
                event = NULL, lease = NULL, due_at = NULL, ended_at = :now, publish_due_at = :now,
                http_status = :httpStatus, error_code = :errorCode, error_subcode = :errorSubcode, trace_id = :traceId
            WHERE delivery_id = :deliveryId
              AND lease = :lease
            """;

    private static final String TRY_AGAIN = """
            UPDATE conversion
            SET lease = NULL, due_at = :dueAt,
                unknown_since = CASE WHEN :isUnknown THEN coalesce(unknown_since, claimed_at) ELSE unknown_since END,
                http_status = :httpStatus, error_code = :errorCode, error_subcode = :errorSubcode, trace_id = :traceId
            WHERE delivery_id = :deliveryId
              AND lease = :lease
            """;

    private static final String REMOVE_CLICK_ID = """
            UPDATE conversion
            SET lease = NULL, due_at = :now, click_id_removed = true,
                event = :event, match_keys = :matchKeys, match_quality = :matchQuality,
                http_status = :httpStatus, error_code = :errorCode, error_subcode = :errorSubcode, trace_id = :traceId
            WHERE delivery_id = :deliveryId
              AND lease = :lease
            """;

    private static final String PENDING = """
            SELECT count(*) AS pending, min(created_at) AS oldest
            FROM conversion
            WHERE due_at IS NOT NULL
            """;

    private final DatabaseClient database;

    ConversionRepository(DatabaseClient database) {
        this.database = database;
    }

    /** An attempt that may be made until its lease ends. */
    record Attempt(
            UUID deliveryId,
            String tenantId,
            String pixelId,
            String paymentId,
            String event,
            UUID lease,
            int number,
            boolean clickIdRemoved,
            Instant eventTime,
            Instant createdAt) {

        @Override
        public String toString() {
            return "Attempt[" + deliveryId + ", " + number + "]";
        }
    }

    /** @param oldest when the one that waits longest was stored; {@code null} when none waits */
    record Pending(long count, @Nullable Instant oldest) {}

    /** Stores those that are not there yet, in one statement, and emits the status of exactly these. */
    Flux<String> insertNew(List<NewConversion> conversions, Instant now) {
        return database.sql(INSERT_NEW)
                .bind("eventName", Purchase.EVENT_NAME)
                .bind("now", now)
                .bind("deliveryIds", column(conversions, one -> one.deliveryId().toString()))
                .bind("tenantIds", column(conversions, one -> one.pixel().tenant()))
                .bind("pixelIds", column(conversions, one -> one.pixel().id()))
                .bind("paymentIds", column(conversions, NewConversion::paymentId))
                .bind("transitionIds", column(conversions, NewConversion::transitionId))
                .bind("eventTimes", column(conversions, one -> one.eventTime().getEpochSecond(), Long[]::new))
                .bind(
                        "events",
                        column(
                                conversions,
                                one -> one.event() == null ? null : one.event().json()))
                .bind("matchKeys", column(conversions, ConversionRepository::matchKeys))
                .bind("matchQualities", column(conversions, NewConversion::matchQuality, Double[]::new))
                .bind(
                        "reasons",
                        column(
                                conversions,
                                one -> one.skipped() == null
                                        ? null
                                        : one.skipped().name()))
                .mapValue(String.class)
                .all();
    }

    /**
     * Takes attempts that are due, none that could be refused for its age or counted twice. Two senders never get the same.
     *
     * @param pixelIds pixels that may be sent to
     * @param probed those of them that may be although they are paused
     */
    Flux<Attempt> claim(
            Collection<String> pixelIds, Collection<String> probed, int limit, Instant now, Duration lease) {
        return database.sql(CLAIM)
                .bind("now", now)
                .bind("oldest", now.minus(MAX_AGE))
                .bind("oldestUnknown", now.minus(MAX_UNKNOWN))
                .bind("pixelIds", pixelIds.toArray(String[]::new))
                .bind("probed", probed.toArray(String[]::new))
                .bind("limit", limit)
                .bind("leaseEnd", now.plus(lease))
                .map(ConversionRepository::attempt)
                .all()
                // Rows may come before the commit, and an answer to what nobody else can see yet would not be marked.
                .collectList()
                .flatMapIterable(claimed -> claimed);
    }

    /** Ends what became too old or too uncertain while it waited, and emits why for each. */
    Flux<Reason> expire(Instant now) {
        return database.sql(EXPIRE)
                .bind("now", now)
                .bind("oldest", now.minus(MAX_AGE))
                .bind("oldestUnknown", now.minus(MAX_UNKNOWN))
                .mapValue(String.class)
                .all()
                .map(Reason::valueOf);
    }

    /** @return false when the lease was lost, and another attempt decides */
    Mono<Boolean> end(Attempt attempt, @Nullable Reason reason, Answer answer, Instant now) {
        GenericExecuteSpec sql = database.sql(END)
                .bind("status", reason == null ? "SENT" : "FAILED")
                .bind("reason", Parameters.in(R2dbcType.VARCHAR, reason == null ? null : reason.name()))
                .bind("now", now);
        return updated(sql, attempt, answer);
    }

    /** @return false when the lease was lost, and another attempt decides */
    Mono<Boolean> tryAgain(Attempt attempt, Answer answer, boolean isUnknown, Instant dueAt) {
        GenericExecuteSpec sql = database.sql(TRY_AGAIN).bind("dueAt", dueAt).bind("isUnknown", isUnknown);
        return updated(sql, attempt, answer);
    }

    /** @return false when the lease was lost, and another attempt decides */
    Mono<Boolean> removeClickId(Attempt attempt, ServerEvent event, double matchQuality, Answer answer, Instant now) {
        GenericExecuteSpec sql = database.sql(REMOVE_CLICK_ID)
                .bind("now", now)
                .bind("event", event.json())
                .bind("matchKeys", String.join(" ", event.matchKeys()))
                .bind("matchQuality", matchQuality);
        return updated(sql, attempt, answer);
    }

    Mono<Pending> pending() {
        return database.sql(PENDING)
                .map(row -> new Pending(longValue(row), row.get("oldest", Instant.class)))
                .one();
    }

    private static Mono<Boolean> updated(GenericExecuteSpec sql, Attempt attempt, Answer answer) {
        return sql.bind("deliveryId", attempt.deliveryId())
                .bind("lease", attempt.lease())
                .bind("httpStatus", Parameters.in(R2dbcType.INTEGER, answer.httpStatus()))
                .bind("errorCode", Parameters.in(R2dbcType.INTEGER, answer.errorCode()))
                .bind("errorSubcode", Parameters.in(R2dbcType.INTEGER, answer.errorSubcode()))
                .bind("traceId", Parameters.in(R2dbcType.VARCHAR, answer.traceId()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static Attempt attempt(Readable row) {
        return new Attempt(
                Rows.required(row, "delivery_id", UUID.class),
                Rows.required(row, "tenant_id", String.class),
                Rows.required(row, "pixel_id", String.class),
                Rows.required(row, "payment_id", String.class),
                Rows.required(row, "event", String.class),
                Rows.required(row, "lease", UUID.class),
                Rows.required(row, "attempts", Integer.class),
                Rows.required(row, "click_id_removed", Boolean.class),
                Rows.required(row, "event_time", Instant.class),
                Rows.required(row, "created_at", Instant.class));
    }

    private static long longValue(Readable row) {
        return Rows.required(row, "pending", Long.class);
    }

    private static String matchKeys(NewConversion conversion) {
        return conversion.event() == null
                ? ""
                : String.join(" ", conversion.event().matchKeys());
    }

    private static String[] column(List<NewConversion> rows, Function<NewConversion, @Nullable String> value) {
        return column(rows, value, String[]::new);
    }

    private static <T> T[] column(
            List<NewConversion> rows, Function<NewConversion, @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
