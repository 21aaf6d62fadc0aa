package dev.correnteza.processor.webhooklog;

import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param recordTime when the record was written to its topic
 * @param tenantId whose it is; empty where the record does not tell
 * @param status where it ended
 * @param attempts times it was tried, 1 or more
 * @param error code; {@code null} where nothing went wrong
 * @param result how its payment was found, or what it was
 */
public record LogEntry(
        String topic,
        int partition,
        long offset,
        Instant recordTime,
        String tenantId,
        String accountId,
        String gateway,
        String lane,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String gatewayEventType,
        Instant receivedAt,
        Instant processedAt,
        Status status,
        int attempts,
        @Nullable String error,
        @Nullable String result,
        @Nullable String paymentId) {

    /** When a record was written to its topic, as the broker keeps it: at most an hour ahead of the broker's clock. */
    public static Instant timeOf(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(Math.max(record.timestamp(), 0));
    }

    /** Ends of a record. */
    public enum Status {
        /** Its facts are in the books. */
        DONE,
        /** Its fact was known already. */
        DUPLICATE,
        /** Authentic, not understood. */
        QUARANTINED,
        /** It spoiled its batch and waits. */
        PARKED,
        /** It can never be applied. */
        FAILED
    }
}
