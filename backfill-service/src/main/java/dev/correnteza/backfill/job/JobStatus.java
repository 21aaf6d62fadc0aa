package dev.correnteza.backfill.job;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of any job.
 *
 * @param errorCode of the last fault; {@code null} after progress was made
 * @param startedAt {@code null} while it is queued
 * @param finishedAt {@code null} until it has ended
 * @param elapsed since its start until its end or now, pauses included; zero before the start
 */
public record JobStatus(
        JobState state,
        @Nullable String errorCode,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Duration elapsed) {

    /** What {@link #of} reads; the table is called {@code job}. */
    public static final String COLUMNS = """
            job.state, job.error_code, job.created_at, job.started_at, job.finished_at,
            COALESCE(EXTRACT(EPOCH FROM COALESCE(job.finished_at, now()) - job.started_at), 0)::double precision AS elapsed""";

    public static JobStatus of(Readable row) {
        double seconds = Columns.required(row, "elapsed", Double.class);
        return new JobStatus(
                JobState.valueOf(Columns.required(row, "state", String.class)),
                row.get("error_code", String.class),
                Columns.required(row, "created_at", Instant.class),
                row.get("started_at", Instant.class),
                row.get("finished_at", Instant.class),
                Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** How many a second since the start; 0 before anything can be told. */
    public double rate(long count) {
        return elapsed.isZero() ? 0 : Math.round(count * 10_000.0 / elapsed.toMillis()) / 10.0;
    }

    /**
     * How long the rest takes if it goes on as it did so far.
     *
     * @param progress done so far, 0 to 1
     * @return {@code null} where it is not running or nothing can be told yet
     */
    public @Nullable Duration remaining(double progress) {
        if (state != JobState.RUNNING || progress <= 0 || elapsed.isZero()) {
            return null;
        }
        return Duration.ofSeconds(Math.round(elapsed.toMillis() / 1000.0 * (1 - progress) / progress));
    }
}
