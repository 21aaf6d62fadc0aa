package dev.correnteza.processor.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter as the API lists it. Times are ISO 8601 in UTC. */
record DeadLetterView(
        UUID deadLetterId,
        String state,
        String errorCode,
        int attempts,
        String accountId,
        String gateway,
        String topic,
        int partition,
        long offset,
        @Nullable UUID eventId,
        @Nullable String type,
        Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable Instant publishedAt) {}
