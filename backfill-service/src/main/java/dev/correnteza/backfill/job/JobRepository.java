package dev.correnteza.backfill.job;

import dev.correnteza.backfill.failure.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Jobs, their states and leases. All times are the database's, the one clock that all instances share. */
@Repository
public class JobRepository {
    private static final String INSERT = """
            INSERT INTO job (job_id, tenant_id, kind, state)
            VALUES (:id, :tenantId, :kind, :state)""";

    private static final String CLAIM = """
            UPDATE job
            SET state = 'RUNNING',
                owner = :owner,
                lease_until = now() + make_interval(secs => :leaseSeconds),
                started_at = COALESCE(started_at, now())
            WHERE job_id IN (
                SELECT job_id
                FROM job
                WHERE state IN ('QUEUED', 'RUNNING')
                  AND (not_before IS NULL OR not_before <= now())
                  AND (owner IS NULL OR lease_until < now())
                  AND job_id <> ALL (:active)
                ORDER BY created_at
                LIMIT :limit
                FOR UPDATE SKIP LOCKED)
            RETURNING job_id, tenant_id, kind, attempts""";

    private static final String RENEW = """
            UPDATE job
            SET lease_until = now() + make_interval(secs => :leaseSeconds)
            WHERE owner = :owner""";

    private static final String TOUCH = """
            UPDATE job
            SET attempts = 0, error_code = NULL
            WHERE job_id = :id
              AND owner = :owner
            RETURNING state""";

    private static final String END = """
            UPDATE job
            SET state = CASE WHEN state = 'RUNNING' THEN :state ELSE state END,
                error_code = CASE WHEN state = 'RUNNING' THEN :errorCode ELSE error_code END,
                finished_at = CASE WHEN state = 'RUNNING' THEN now() ELSE finished_at END,
                owner = NULL,
                lease_until = NULL
            WHERE job_id = :id
              AND owner = :owner""";

    private static final String BACK_OFF = """
            UPDATE job
            SET attempts = attempts + 1,
                error_code = :errorCode,
                not_before = now() + make_interval(secs => :waitSeconds),
                owner = NULL,
                lease_until = NULL
            WHERE job_id = :id
              AND owner = :owner""";

    private static final String RELEASE = """
            UPDATE job
            SET owner = NULL, lease_until = NULL
            WHERE job_id = :id
              AND owner = :owner""";

    private static final String RELEASE_ALL = """
            UPDATE job
            SET owner = NULL, lease_until = NULL
            WHERE owner = :owner""";

    private static final String CANCEL = """
            UPDATE job
            SET state = 'CANCELED', finished_at = now()
            WHERE job_id = :id
              AND tenant_id = :tenantId
              AND kind = :kind
              AND state IN ('QUEUED', 'RUNNING', 'PAUSED')""";

    private static final String PAUSE = """
            UPDATE job
            SET state = 'PAUSED'
            WHERE job_id = :id
              AND tenant_id = :tenantId
              AND kind = :kind
              AND state IN ('QUEUED', 'RUNNING')""";

    private static final String RESUME = """
            UPDATE job
            SET state = 'QUEUED', not_before = NULL
            WHERE job_id = :id
              AND tenant_id = :tenantId
              AND kind = :kind
              AND state = 'PAUSED'""";

    private final DatabaseClient db;
    private final TransactionalOperator transaction;

    JobRepository(DatabaseClient db, ReactiveTransactionManager transactions) {
        this.db = db;
        this.transaction = TransactionalOperator.create(transactions);
    }

    /**
     * Adds a job that waits to be claimed, together with what its kind stores of it.
     *
     * @param details stored in the same transaction, after the job
     */
    public Mono<Void> create(UUID id, String tenantId, JobKind kind, Mono<Void> details) {
        return insert(id, tenantId, kind, JobState.QUEUED).then(details).as(transaction::transactional);
    }

    /** Adds a job that was done on the spot. */
    public Mono<Void> createDone(UUID id, String tenantId, JobKind kind, Mono<Void> details) {
        String times = "UPDATE job SET started_at = now(), finished_at = now() WHERE job_id = :id";
        return insert(id, tenantId, kind, JobState.DONE)
                .then(db.sql(times).bind("id", id).then())
                .then(details)
                .as(transaction::transactional);
    }

    /**
     * Stores how far a job has come, unless another instance has taken it over: then nothing is stored.
     *
     * @param details what its kind stores
     * @return whether to go on; false when the job was paused or canceled, or is another's
     */
    public Mono<Boolean> checkpoint(Job job, Mono<Void> details) {
        return db.sql(TOUCH)
                .bind("id", job.id())
                .bind("owner", job.owner())
                .mapValue(String.class)
                .one()
                .flatMap(state -> details.thenReturn(state.equals(JobState.RUNNING.name())))
                .defaultIfEmpty(false)
                .as(transaction::transactional);
    }

    /** @return whether there was such a job that had not ended */
    public Mono<Boolean> cancel(UUID id, String tenantId, JobKind kind) {
        return change(CANCEL, id, tenantId, kind);
    }

    /** @return whether there was such a job that was queued or running */
    public Mono<Boolean> pause(UUID id, String tenantId, JobKind kind) {
        return change(PAUSE, id, tenantId, kind);
    }

    /** @return whether there was such a job that was paused */
    public Mono<Boolean> resume(UUID id, String tenantId, JobKind kind) {
        return change(RESUME, id, tenantId, kind);
    }

    /** @param active what this instance is working on: not claimed again, also when its lease is over */
    Flux<Job> claim(UUID owner, Collection<UUID> active, int limit, Duration lease) {
        return db.sql(CLAIM)
                .bind("owner", owner)
                .bind("active", active.toArray(UUID[]::new))
                .bind("limit", limit)
                .bind("leaseSeconds", seconds(lease))
                .map(row -> new Job(
                        Columns.required(row, "job_id", UUID.class),
                        Columns.required(row, "tenant_id", String.class),
                        JobKind.valueOf(Columns.required(row, "kind", String.class)),
                        owner,
                        Columns.required(row, "attempts", Integer.class)))
                .all();
    }

    Mono<Void> renew(UUID owner, Duration lease) {
        return db.sql(RENEW)
                .bind("owner", owner)
                .bind("leaseSeconds", seconds(lease))
                .then();
    }

    Mono<Void> done(Job job) {
        return end(job, JobState.DONE, null);
    }

    Mono<Void> fail(Job job, ErrorCode code) {
        return end(job, JobState.FAILED, code);
    }

    Mono<Void> backOff(Job job, ErrorCode code, Duration wait) {
        return db.sql(BACK_OFF)
                .bind("id", job.id())
                .bind("owner", job.owner())
                .bind("errorCode", code.name())
                .bind("waitSeconds", seconds(wait))
                .then();
    }

    Mono<Void> release(Job job) {
        return db.sql(RELEASE).bind("id", job.id()).bind("owner", job.owner()).then();
    }

    Mono<Void> releaseAll(UUID owner) {
        return db.sql(RELEASE_ALL).bind("owner", owner).then();
    }

    private Mono<Void> insert(UUID id, String tenantId, JobKind kind, JobState state) {
        return db.sql(INSERT)
                .bind("id", id)
                .bind("tenantId", tenantId)
                .bind("kind", kind.name())
                .bind("state", state.name())
                .then();
    }

    private Mono<Void> end(Job job, JobState state, @Nullable ErrorCode code) {
        return db.sql(END)
                .bind("id", job.id())
                .bind("owner", job.owner())
                .bind("state", state.name())
                .bind("errorCode", Columns.nullable(code == null ? null : code.name(), String.class))
                .then();
    }

    private Mono<Boolean> change(String sql, UUID id, String tenantId, JobKind kind) {
        return db.sql(sql)
                .bind("id", id)
                .bind("tenantId", tenantId)
                .bind("kind", kind.name())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
