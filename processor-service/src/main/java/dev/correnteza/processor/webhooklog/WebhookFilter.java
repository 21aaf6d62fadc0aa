package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.page.BadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the log; {@code null} asks for all.
 *
 * @param status in lower case
 * @param from received then or later
 * @param to received before
 */
record WebhookFilter(
        @Nullable String status,
        @Nullable String accountId,
        @Nullable String gateway,
        @Nullable String type,
        @Nullable String lane,
        @Nullable String error,
        @Nullable String paymentId,
        @Nullable UUID eventId,
        @Nullable Instant from,
        @Nullable Instant to) {

    static @Nullable String status(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        String lower = asked.toLowerCase(Locale.ROOT);
        boolean known = Arrays.stream(LogEntry.Status.values())
                .anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(lower));
        if (!known) {
            throw new BadRequest("status", "done, duplicate, quarantined, parked or failed");
        }
        return lower;
    }

    static @Nullable UUID eventId(@Nullable String asked) {
        try {
            return asked == null ? null : UUID.fromString(asked);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("eventId", "a UUID");
        }
    }

    static @Nullable Instant time(String name, @Nullable String asked) {
        try {
            return asked == null ? null : Instant.parse(asked);
        } catch (DateTimeException e) {
            throw new BadRequest(name, "a time such as 2026-01-31T00:00:00Z");
        }
    }
}
