package dev.correnteza.standalone.records;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record as people read it.
 *
 * @param timestamp of the record
 * @param headers as text
 * @param value {@code null} for a tombstone, or when it cannot be read
 * @param problem why the value cannot be read; {@code null} when it can
 */
public record DecodedRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable JsonNode value,
        @Nullable String problem) {

    /** Whose it is, where its value tells. */
    public Optional<String> tenantId() {
        if (value == null) {
            return Optional.empty();
        }
        JsonNode told = value.has("tenantId") ? value.get("tenantId") : value.at("/transition/tenantId");
        return Optional.ofNullable(told.asString(null));
    }
}
