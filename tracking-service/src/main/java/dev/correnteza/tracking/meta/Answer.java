package dev.correnteza.tracking.meta;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back, without anything personal.
 *
 * @param httpStatus {@code null} when nothing came back
 * @param errorCode Meta's error.code; {@code null} without one
 * @param errorSubcode Meta's error.error_subcode; {@code null} without one
 * @param traceId Meta's fbtrace_id; {@code null} without one
 * @param retryAfter how long Meta asks to wait; {@code null} where it does not say
 */
public record Answer(
        Outcome outcome,
        @Nullable Integer httpStatus,
        @Nullable Integer errorCode,
        @Nullable Integer errorSubcode,
        @Nullable String traceId,
        @Nullable Duration retryAfter) {

    /** Nothing was sent: the connection could not be made. */
    static Answer notReached() {
        return new Answer(Outcome.TEMPORARY, null, null, null, null, null);
    }

    /** It may have been sent, and nothing came back. */
    static Answer none() {
        return new Answer(Outcome.UNKNOWN, null, null, null, null, null);
    }
}
