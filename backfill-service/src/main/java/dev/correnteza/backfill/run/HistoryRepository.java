package dev.correnteza.backfill.run;

import dev.correnteza.backfill.gateway.HistoryRange;
import dev.correnteza.backfill.job.Columns;
import dev.correnteza.backfill.job.JobStatus;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs and how far they have read. */
@Repository
class HistoryRepository {
    private static final String INSERT = """
            INSERT INTO history_run (run_id, account_id, gateway, from_time, to_time, mode, dry_run)
            VALUES (:id, :accountId, :gateway, :from, :to, :mode, :dryRun)""";

    private static final String SELECT = """
            SELECT history_run.*,
            """ + JobStatus.COLUMNS + """

            FROM history_run
            JOIN job ON job.job_id = history_run.run_id
            WHERE job.tenant_id = :tenantId""";

    private static final String FIND = SELECT + "\n  AND history_run.run_id = :id";

    private static final String LATEST = SELECT + "\nORDER BY job.created_at DESC\nLIMIT :limit";

    private static final String ADVANCE = """
            UPDATE history_run
            SET cursor = :cursor,
                progress = :progress,
                pages = pages + :pages,
                records = records + :records,
                published = published + :published,
                not_understood = not_understood + :notUnderstood
            WHERE run_id = :id""";

    private final DatabaseClient db;

    HistoryRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> insert(UUID id, HistorySpec spec) {
        return db.sql(INSERT)
                .bind("id", id)
                .bind("accountId", spec.accountId())
                .bind("gateway", spec.gateway())
                .bind("from", spec.range().from())
                .bind("to", spec.range().to())
                .bind("mode", spec.mode().name())
                .bind("dryRun", spec.dryRun())
                .then();
    }

    /** Empty also when it is another tenant's. */
    Mono<HistoryRun> find(UUID id, String tenantId) {
        return db.sql(FIND)
                .bind("id", id)
                .bind("tenantId", tenantId)
                .map(HistoryRepository::run)
                .one();
    }

    /** The newest of a tenant, newest first. */
    Flux<HistoryRun> latest(String tenantId, int limit) {
        return db.sql(LATEST)
                .bind("tenantId", tenantId)
                .bind("limit", limit)
                .map(HistoryRepository::run)
                .all();
    }

    /**
     * @param cursor of the next page; {@code null} when there is none
     * @param more what came on top since the last time
     */
    Mono<Void> advance(UUID id, @Nullable String cursor, double progress, HistoryCounts more) {
        return db.sql(ADVANCE)
                .bind("id", id)
                .bind("cursor", Columns.nullable(cursor, String.class))
                .bind("progress", progress)
                .bind("pages", more.pages())
                .bind("records", more.records())
                .bind("published", more.published())
                .bind("notUnderstood", more.notUnderstood())
                .then();
    }

    private static HistoryRun run(Readable row) {
        HistorySpec spec = new HistorySpec(
                Columns.required(row, "account_id", String.class),
                Columns.required(row, "gateway", String.class),
                new HistoryRange(
                        Columns.required(row, "from_time", Instant.class),
                        Columns.required(row, "to_time", Instant.class)),
                HistoryMode.valueOf(Columns.required(row, "mode", String.class)),
                Columns.required(row, "dry_run", Boolean.class));
        HistoryCounts counts = new HistoryCounts(
                Columns.count(row, "pages"),
                Columns.count(row, "records"),
                Columns.count(row, "published"),
                Columns.count(row, "not_understood"));
        return new HistoryRun(
                Columns.required(row, "run_id", UUID.class),
                spec,
                row.get("cursor", String.class),
                Columns.required(row, "progress", Double.class),
                counts,
                JobStatus.of(row));
    }
}
