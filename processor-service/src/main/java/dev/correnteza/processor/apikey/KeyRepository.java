package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keys that were made by the API. */
@Repository
class KeyRepository {
    private static final String COLUMNS = """
            SELECT tenant_id, key_id, name, role, sha256, created_at, created_by, expires_at, revoked_at, last_used_at
            FROM api_key
            """;

    // Of all tenants: whose a key is, only the key says.
    private static final String ACCEPTED = COLUMNS + """
            WHERE revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)
            """;

    private static final String LIST = COLUMNS + """
            WHERE tenant_id = :tenant
            ORDER BY created_at, key_id
            """;

    private static final String LOCK = COLUMNS + """
            WHERE tenant_id = :tenant
              AND key_id = :key
            FOR UPDATE
            """;

    private static final String INSERT = """
            INSERT INTO api_key (tenant_id, key_id, name, role, sha256, created_at, created_by, expires_at)
            SELECT :tenant, :key, :name, :role, :sha256, :created, :by, :expires
            WHERE (SELECT count(*)
                   FROM api_key
                   WHERE tenant_id = :tenant
                     AND revoked_at IS NULL
                     AND (expires_at IS NULL OR expires_at > :created)) < :max
            """;

    private static final String REVOKE = """
            UPDATE api_key
            SET revoked_at = :now
            WHERE tenant_id = :tenant
              AND key_id = :key
            """;

    private static final String USED = """
            UPDATE api_key
            SET last_used_at = :now
            WHERE tenant_id = :tenant
              AND key_id = :key
              AND (last_used_at IS NULL OR last_used_at < :before)
            """;

    private final DatabaseClient db;

    KeyRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Those of all tenants that are accepted. */
    Flux<KeyRow> accepted(Instant now) {
        return db.sql(ACCEPTED).bind("now", now).map(KeyRepository::row).all();
    }

    /** All that a tenant has and had, in the order they were made. */
    Flux<KeyRow> list(String tenantId) {
        return db.sql(LIST).bind("tenant", tenantId).map(KeyRepository::row).all();
    }

    /** One of a tenant's, which nobody else revokes before the transaction ends; empty where there is none. */
    Mono<KeyRow> lock(String tenantId, String keyId) {
        return db.sql(LOCK)
                .bind("tenant", tenantId)
                .bind("key", keyId)
                .map(KeyRepository::row)
                .one();
    }

    /** Whether it was inserted: not when the tenant has as many accepted keys as it may. */
    Mono<Boolean> insert(KeyRow key, int max) {
        return db.sql(INSERT)
                .bind("tenant", key.tenantId())
                .bind("key", key.keyId())
                .bind("name", key.name())
                .bind("role", key.role().name())
                .bind("sha256", key.sha256())
                .bind("created", key.createdAt())
                .bind("by", key.createdBy())
                .bind("expires", Bind.nullable(key.expiresAt(), Instant.class))
                .bind("max", max)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> revoke(KeyRow key, Instant now) {
        return db.sql(REVOKE)
                .bind("tenant", key.tenantId())
                .bind("key", key.keyId())
                .bind("now", now)
                .then();
    }

    /** Notes that it was used, unless another instance did within this time. */
    Mono<Void> used(KeyRow key, Instant now, Duration within) {
        return db.sql(USED)
                .bind("tenant", key.tenantId())
                .bind("key", key.keyId())
                .bind("now", now)
                .bind("before", now.minus(within))
                .then();
    }

    private static KeyRow row(Readable row) {
        return new KeyRow(
                text(row, "tenant_id"),
                text(row, "key_id"),
                text(row, "name"),
                Role.valueOf(text(row, "role")),
                Objects.requireNonNull(row.get("sha256", byte[].class)),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                text(row, "created_by"),
                row.get("expires_at", Instant.class),
                row.get("revoked_at", Instant.class),
                row.get("last_used_at", Instant.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
