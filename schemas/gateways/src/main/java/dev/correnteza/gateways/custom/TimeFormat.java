package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How a platform writes times. */
sealed interface TimeFormat {

    /** The time under a name; {@code null} where absent. */
    @Nullable
    Instant read(JsonPayload payload, String name);

    /** @param zone of what is written without an offset */
    record Iso(ZoneId zone) implements TimeFormat {
        @Override
        public @Nullable Instant read(JsonPayload payload, String name) {
            return Times.iso(payload, name, zone);
        }
    }

    record EpochSeconds() implements TimeFormat {
        @Override
        public @Nullable Instant read(JsonPayload payload, String name) {
            return Times.epochSeconds(payload, name);
        }
    }

    record EpochMillis() implements TimeFormat {
        @Override
        public @Nullable Instant read(JsonPayload payload, String name) {
            return Times.epochMillis(payload, name);
        }
    }

    record Local(DateTimeFormatter format, ZoneId zone) implements TimeFormat {
        @Override
        public @Nullable Instant read(JsonPayload payload, String name) {
            return Times.local(payload, name, format, zone);
        }
    }
}
