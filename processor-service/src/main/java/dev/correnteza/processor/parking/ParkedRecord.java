package dev.correnteza.processor.parking;

import dev.correnteza.processor.deadletter.SourceRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits.
 *
 * @param source where it was read, and what it holds
 * @param errorCode why it waits
 * @param attempts how often it was tried; 0 for one that came behind another
 * @param attemptsBefore those of earlier rounds
 * @param nextAttemptAt when it may be tried, once it is the first of its key
 */
public record ParkedRecord(
        SourceRecord source,
        String errorCode,
        int attempts,
        int attemptsBefore,
        Instant parkedAt,
        Instant nextAttemptAt) {
    /** Code of a record that waits for one of its key. */
    public static final String BEHIND = "WAITS_BEHIND";

    private static final int LONGEST_KEY = 300;

    /** What records wait by: a longer key than an index holds shares its beginning, and PostgreSQL's text holds no NUL. */
    public static @Nullable String queueKey(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String storable = key.replace("\0", "");
        return storable.length() <= LONGEST_KEY ? storable : storable.substring(0, LONGEST_KEY);
    }

    /** One that came behind another of its key. */
    static ParkedRecord behind(SourceRecord source, Instant now) {
        return new ParkedRecord(source, BEHIND, 0, 0, now, now);
    }

    /** How often it was tried in this round. */
    int attemptsOfRound() {
        return attempts - attemptsBefore;
    }

    @Override
    public String toString() {
        return "ParkedRecord[" + source + "]";
    }
}
