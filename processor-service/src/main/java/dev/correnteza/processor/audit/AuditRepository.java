package dev.correnteza.processor.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Entries and the ends of their chains. */
@Repository
class AuditRepository {
    // Updated even where it is there: that is what locks it.
    private static final String LOCK_HEAD = """
            INSERT INTO audit_chain AS head (tenant_id, entries, hash)
            VALUES (:tenant, 0, :genesis)
            ON CONFLICT (tenant_id) DO UPDATE
            SET entries = head.entries
            RETURNING entries, hash
            """;

    private static final String APPEND = """
            WITH moved AS (
                UPDATE audit_chain
                SET entries = :sequence,
                    hash = :hash
                WHERE tenant_id = :tenant
            )
            INSERT INTO audit_entry (tenant_id, sequence, at, key_id, action, target, details, previous_hash, hash)
            VALUES (:tenant, :sequence, :at, :key, :action, :target, :details, :previous, :hash)
            """;

    private static final String HAS_DECISION = """
            SELECT EXISTS (
                SELECT
                FROM audit_entry
                WHERE tenant_id = :tenant
                  AND details::jsonb ->> 'decisionId' = :decision)
            """;

    private static final String HAS_CHANGE = """
            SELECT EXISTS (
                SELECT
                FROM audit_entry
                WHERE tenant_id = :tenant
                  AND details::jsonb ->> 'changeId' = :change)
            """;

    private static final String COLUMNS =
            "tenant_id, sequence, at, key_id, action, target, details, previous_hash, entry.hash AS hash";

    private static final String NEWEST = "SELECT " + COLUMNS + """

            FROM audit_entry AS entry
            WHERE tenant_id = :tenant
              AND sequence < :before
            ORDER BY sequence DESC
            LIMIT :limit
            """;

    // One statement, so that entries and their end are of one moment.
    private static final String CHAIN = "SELECT " + COLUMNS + """
            , head.entries AS head_entries, head.hash AS head_hash
            FROM audit_entry AS entry
            FULL JOIN audit_chain AS head USING (tenant_id)
            WHERE tenant_id = :tenant
            ORDER BY sequence
            """;

    private final DatabaseClient db;

    AuditRepository(DatabaseClient db) {
        this.db = db;
    }

    /** The end of a tenant's chain, which nobody else moves before the transaction ends. */
    Mono<ChainHead> lockHead(String tenantId) {
        return db.sql(LOCK_HEAD)
                .bind("tenant", tenantId)
                .bind("genesis", AuditEntry.genesis())
                .map(row -> head(row, "entries", "hash"))
                .one();
    }

    /** Appends an entry to the chain whose end is locked. */
    Mono<Void> append(AuditEntry entry) {
        return db.sql(APPEND)
                .bind("tenant", entry.tenantId())
                .bind("sequence", entry.sequence())
                .bind("at", entry.at())
                .bind("key", entry.keyId())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("details", entry.details())
                .bind("previous", entry.previousHash())
                .bind("hash", entry.hash())
                .then();
    }

    /** Whether the chain, whose end is locked, has an entry of this decision. */
    Mono<Boolean> hasDecision(String tenantId, UUID decisionId) {
        return db.sql(HAS_DECISION)
                .bind("tenant", tenantId)
                .bind("decision", decisionId.toString())
                .mapValue(Boolean.class)
                .one();
    }

    /** As {@link #hasDecision}, of a change. */
    Mono<Boolean> hasChange(String tenantId, UUID changeId) {
        return db.sql(HAS_CHANGE)
                .bind("tenant", tenantId)
                .bind("change", changeId.toString())
                .mapValue(Boolean.class)
                .one();
    }

    /** Entries before a sequence number, the newest first. */
    Flux<AuditEntry> newest(String tenantId, long before, int limit) {
        return db.sql(NEWEST)
                .bind("tenant", tenantId)
                .bind("before", before)
                .bind("limit", limit)
                .map(AuditRepository::entry)
                .all();
    }

    /** The whole chain in order, each row with its end; one row without an entry where there is an end only. */
    Flux<Link> chain(String tenantId) {
        return db.sql(CHAIN)
                .bind("tenant", tenantId)
                .map(row -> new Link(
                        row.get("sequence", Long.class) == null ? null : entry(row),
                        row.get("head_entries", Long.class) == null
                                ? new ChainHead(0, AuditEntry.genesis())
                                : head(row, "head_entries", "head_hash")))
                .all();
    }

    private static ChainHead head(Readable row, String entries, String hash) {
        return new ChainHead(
                Objects.requireNonNull(row.get(entries, Long.class)),
                Objects.requireNonNull(row.get(hash, byte[].class)));
    }

    private static AuditEntry entry(Readable row) {
        return new AuditEntry(
                text(row, "tenant_id"),
                Objects.requireNonNull(row.get("sequence", Long.class)),
                Objects.requireNonNull(row.get("at", Instant.class)),
                text(row, "key_id"),
                text(row, "action"),
                text(row, "target"),
                text(row, "details"),
                Objects.requireNonNull(row.get("previous_hash", byte[].class)),
                Objects.requireNonNull(row.get("hash", byte[].class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /** @param entry {@code null} where a chain has none */
    record Link(@Nullable AuditEntry entry, ChainHead head) {}
}
