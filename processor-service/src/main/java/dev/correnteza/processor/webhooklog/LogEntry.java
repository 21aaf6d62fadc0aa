package dev.correnteza.processor.webhooklog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
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
