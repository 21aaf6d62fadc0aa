package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.job.Columns;
import dev.correnteza.backfill.job.JobStatus;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Replays and how far they have read each partition. */
@Repository
class ReplayRepository {
    private static final String INSERT = """
            INSERT INTO replay (replay_id, source_topic, target_topic, from_time, to_time, account_id, gateway, type,
                                dry_run, rate_per_second)
            VALUES (:id, :source, :target, :from, :to, :accountId, :gateway, :type, :dryRun, :rate)""";

    private static final String SELECT = """
            SELECT replay.*, job.tenant_id,
                   (SELECT COALESCE(sum(next_offset - first_offset)::double precision
                                    / NULLIF(sum(end_offset - first_offset), 0)::double precision, 0)
                    FROM replay_partition part
                    WHERE part.replay_id = replay.replay_id) AS progress,
            """ + JobStatus.COLUMNS + """

            FROM replay
            JOIN job ON job.job_id = replay.replay_id
            WHERE job.tenant_id = :tenantId""";

    private static final String FIND = SELECT + "\n  AND replay.replay_id = :id";

    private static final String LATEST = SELECT + "\nORDER BY job.created_at DESC\nLIMIT :limit";

    private static final String PARTITIONS = """
            SELECT partition, next_offset, end_offset
            FROM replay_partition
            WHERE replay_id = :id""";

    private static final String INSERT_PARTITIONS = """
            INSERT INTO replay_partition (replay_id, partition, first_offset, next_offset, end_offset)
            SELECT :id, part, next, next, ends
            FROM unnest(:partitions, :nextOffsets, :endOffsets) AS row (part, next, ends)""";

    private static final String UPDATE_PARTITIONS = """
            UPDATE replay_partition
            SET next_offset = row.next
            FROM unnest(:partitions, :nextOffsets) AS row (part, next)
            WHERE replay_id = :id
              AND partition = row.part""";

    private static final String COUNT = """
            UPDATE replay
            SET scanned = scanned + :scanned,
                matched = matched + :matched,
                written = written + :written,
                undecodable = undecodable + :undecodable
            WHERE replay_id = :id""";

    private final DatabaseClient db;

    ReplayRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> insert(UUID id, ReplaySpec spec) {
        ReplayFilter filter = spec.filter();
        return db.sql(INSERT)
                .bind("id", id)
                .bind("source", spec.sourceTopic())
                .bind("target", spec.targetTopic())
                .bind("from", Columns.nullable(filter.from(), Instant.class))
                .bind("to", Columns.nullable(filter.to(), Instant.class))
                .bind("accountId", Columns.nullable(filter.accountId(), String.class))
                .bind("gateway", Columns.nullable(filter.gateway(), String.class))
                .bind("type", Columns.nullable(filter.type(), String.class))
                .bind("dryRun", spec.dryRun())
                .bind("rate", spec.ratePerSecond())
                .then();
    }

    /** Empty also when it is another tenant's. */
    Mono<Replay> find(UUID id, String tenantId) {
        return db.sql(FIND)
                .bind("id", id)
                .bind("tenantId", tenantId)
                .map(ReplayRepository::replay)
                .one();
    }

    /** The newest of a tenant, newest first. */
    Flux<Replay> latest(String tenantId, int limit) {
        return db.sql(LATEST)
                .bind("tenantId", tenantId)
                .bind("limit", limit)
                .map(ReplayRepository::replay)
                .all();
    }

    /** Empty before its first start. */
    Flux<PartitionRange> partitions(UUID id) {
        return db.sql(PARTITIONS)
                .bind("id", id)
                .map(row -> new PartitionRange(
                        Columns.required(row, "partition", Integer.class),
                        Columns.count(row, "next_offset"),
                        Columns.count(row, "end_offset")))
                .all();
    }

    Mono<Void> insertPartitions(UUID id, List<PartitionRange> ranges) {
        return db.sql(INSERT_PARTITIONS)
                .bind("id", id)
                .bind("partitions", partitions(ranges))
                .bind("nextOffsets", nextOffsets(ranges))
                .bind(
                        "endOffsets",
                        ranges.stream().map(PartitionRange::endOffset).toArray(Long[]::new))
                .then();
    }

    /** @param more what came on top since the last time */
    Mono<Void> advance(UUID id, List<PartitionRange> ranges, ReplayCounts more) {
        Mono<Void> counted = db.sql(COUNT)
                .bind("id", id)
                .bind("scanned", more.scanned())
                .bind("matched", more.matched())
                .bind("written", more.written())
                .bind("undecodable", more.undecodable())
                .then();
        return db.sql(UPDATE_PARTITIONS)
                .bind("id", id)
                .bind("partitions", partitions(ranges))
                .bind("nextOffsets", nextOffsets(ranges))
                .then()
                .then(counted);
    }

    private static Integer[] partitions(List<PartitionRange> ranges) {
        return ranges.stream().map(PartitionRange::partition).toArray(Integer[]::new);
    }

    private static Long[] nextOffsets(List<PartitionRange> ranges) {
        return ranges.stream().map(PartitionRange::nextOffset).toArray(Long[]::new);
    }

    private static Replay replay(Readable row) {
        ReplayFilter filter = new ReplayFilter(
                Columns.required(row, "tenant_id", String.class),
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("type", String.class),
                row.get("from_time", Instant.class),
                row.get("to_time", Instant.class));
        ReplaySpec spec = new ReplaySpec(
                Columns.required(row, "source_topic", String.class),
                Columns.required(row, "target_topic", String.class),
                filter,
                Columns.required(row, "dry_run", Boolean.class),
                Columns.required(row, "rate_per_second", Integer.class));
        ReplayCounts counts = new ReplayCounts(
                Columns.count(row, "scanned"),
                Columns.count(row, "matched"),
                Columns.count(row, "written"),
                Columns.count(row, "undecodable"));
        return new Replay(
                Columns.required(row, "replay_id", UUID.class),
                spec,
                counts,
                Columns.required(row, "progress", Double.class),
                JobStatus.of(row));
    }
}
