package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.Cursor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letter, without its record: that may be as large as a record can be.
 *
 * @param eventId the event in it; {@code null} where there is none
 * @param recordTime when its record was written to its topic
 */
public record DeadLetterRef(
        UUID id,
        @Nullable UUID eventId,
        String topic,
        int partition,
        long offset,
        Instant recordTime,
        Instant lastFailedAt) {

    /** Its place in a list, the one last given up first. */
    public Cursor cursor() {
        return new Cursor(lastFailedAt, id.toString());
    }
}
