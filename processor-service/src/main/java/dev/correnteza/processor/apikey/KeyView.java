package dev.correnteza.processor.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.correnteza.processor.apikey.ApiKeyProperties.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API shows it. Times are ISO 8601 in UTC.
 *
 * @param source {@code API} or {@code CONFIGURATION}; of the latter only id and role are known, and it cannot be revoked here
 * @param createdBy id of the key that it was made with
 * @param lastUsedAt to a minute; {@code null} when never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        String keyId,
        String source,
        String role,
        @Nullable String name,
        @Nullable Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    static KeyView of(KeyRow key) {
        return new KeyView(
                key.keyId(),
                "API",
                key.role().name(),
                key.name(),
                key.createdAt(),
                key.createdBy(),
                key.expiresAt(),
                key.revokedAt(),
                key.lastUsedAt());
    }

    static KeyView of(ApiKey key) {
        return new KeyView(key.keyId(), "CONFIGURATION", key.role().name(), null, null, null, null, null, null);
    }

    /**
     * The answer to making one.
     *
     * @param key to be sent as {@code Authorization: Bearer}; told here and never again
     */
    record Created(@JsonUnwrapped KeyView view, String key) {
        @Override
        public String toString() {
            return "Created[" + view.keyId() + "]";
        }
    }
}
