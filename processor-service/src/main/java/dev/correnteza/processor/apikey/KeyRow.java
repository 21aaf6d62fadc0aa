package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as its table holds it.
 *
 * @param expiresAt accepted until, excluded; {@code null} for no end
 * @param revokedAt {@code null} while it is not revoked
 * @param lastUsedAt to a minute; {@code null} when never
 */
record KeyRow(
        String tenantId,
        String keyId,
        String name,
        Role role,
        byte[] sha256,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    boolean isAcceptedAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Caller caller() {
        return new Caller(tenantId, keyId, role);
    }

    KeyRow revoked(Instant now) {
        return new KeyRow(tenantId, keyId, name, role, sha256, createdAt, createdBy, expiresAt, now, lastUsedAt);
    }

    @Override
    public String toString() {
        return "KeyRow[" + keyId + "]";
    }
}
