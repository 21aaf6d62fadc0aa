package dev.correnteza.gateways.guru;

import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times of Guru: which field is written which way differs, so each may be either. */
final class GuruTimes {
    private GuruTimes() {}

    /** ISO 8601, a plain date (its first moment, UTC) or seconds since 1970; {@code null} where absent. */
    static @Nullable Instant read(JsonPayload payload, String name) {
        return payload.number(name) == null
                ? Times.iso(payload, name, ZoneOffset.UTC)
                : Times.epochSeconds(payload, name);
    }

    /** The first of the two that is there. */
    static @Nullable Instant read(JsonPayload payload, String name, String otherwise) {
        @Nullable Instant first = read(payload, name);
        return first == null ? read(payload, otherwise) : first;
    }
}
