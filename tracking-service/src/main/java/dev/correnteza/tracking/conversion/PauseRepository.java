package dev.correnteza.tracking.conversion;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pixels that take nothing at present, for all instances. While one is paused, single events probe it. */
final class PauseRepository {
    private static final String PAUSE = """
            INSERT INTO pixel_pause AS p (pixel_id, paused_at, probe_at, error_code)
            VALUES (:pixelId, :now, :now + :first * interval '1 millisecond', :errorCode)
            ON CONFLICT (pixel_id) DO UPDATE
            SET probe_at = greatest(p.probe_at,
                    :now + least(:first * power(2, least(p.probes, 20)), :longest) * interval '1 millisecond'),
                error_code = excluded.error_code
            RETURNING probes
            """;

    // Whoever moves the time probes; the others wait for the next.
    private static final String PROBE = """
            UPDATE pixel_pause
            SET probe_at = :next, probes = probes + 1
            WHERE probe_at <= :now
              AND pixel_id = ANY(:pixelIds)
            RETURNING pixel_id
            """;

    private static final String PROBE_NOW = """
            UPDATE pixel_pause
            SET probe_at = :now, probes = 0
            WHERE pixel_id = ANY(:pixelIds)
            """;

    private static final String RESUME = """
            DELETE FROM pixel_pause
            WHERE pixel_id = :pixelId
            """;

    private static final String COUNT = """
            SELECT count(*)
            FROM pixel_pause
            """;

    private final DatabaseClient database;

    PauseRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param first until the first probe
     * @param longest between probes
     * @return whether it was not paused before
     */
    Mono<Boolean> pause(String pixelId, Duration first, Duration longest, @Nullable Integer errorCode, Instant now) {
        return database.sql(PAUSE)
                .bind("pixelId", pixelId)
                .bind("now", now)
                .bind("first", (double) first.toMillis())
                .bind("longest", (double) Math.max(first.toMillis(), longest.toMillis()))
                .bind("errorCode", Parameters.in(R2dbcType.INTEGER, errorCode))
                .mapValue(Integer.class)
                .one()
                .map(probes -> probes == 0);
    }

    /** Pixels that this caller, and nobody else until {@code next}, may send one event to. */
    Flux<String> probe(Collection<String> pixelIds, Instant now, Instant next) {
        return database.sql(PROBE)
                .bind("pixelIds", pixelIds.toArray(String[]::new))
                .bind("now", now)
                .bind("next", next)
                .mapValue(String.class)
                .all();
    }

    /** For a start: the token may be another now. */
    Mono<Void> probeNow(Collection<String> pixelIds, Instant now) {
        return database.sql(PROBE_NOW)
                .bind("pixelIds", pixelIds.toArray(String[]::new))
                .bind("now", now)
                .then();
    }

    /** @return whether it was paused */
    Mono<Boolean> resume(String pixelId) {
        return database.sql(RESUME)
                .bind("pixelId", pixelId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Long> count() {
        return database.sql(COUNT).mapValue(Long.class).one();
    }
}
