package dev.correnteza.processor.deadletter;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Rows of dead letters. */
final class DeadLetterRows {
    private DeadLetterRows() {}

    static DeadLetterRef ref(Readable row) {
        return new DeadLetterRef(
                row.get("dead_letter_id", UUID.class),
                row.get("event_id", UUID.class),
                row.get("topic", String.class),
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                row.get("record_time", Instant.class),
                row.get("last_failed_at", Instant.class));
    }

    static DeadLetter letter(Readable row) {
        byte[] key = row.get("record_key", byte[].class);
        String tenantId = row.get("tenant_id", String.class);
        return new DeadLetter(
                new SourceRecord(
                        row.get("topic", String.class),
                        row.get("kafka_partition", Integer.class),
                        row.get("kafka_offset", Long.class),
                        row.get("record_time", Instant.class),
                        key == null ? null : new String(key, StandardCharsets.UTF_8),
                        row.get("record_value", byte[].class),
                        tenantId == null ? "" : tenantId,
                        row.get("account_id", String.class),
                        row.get("gateway", String.class)),
                tenantId,
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("event_id", UUID.class),
                row.get("type", String.class),
                row.get("error_code", String.class),
                row.get("attempts", Integer.class),
                row.get("first_failed_at", Instant.class),
                row.get("last_failed_at", Instant.class));
    }
}
