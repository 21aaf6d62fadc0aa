package dev.correnteza.processor.ledger;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads events out of records and says which of them can be facts. */
@Component
public class EventReader {
    private static final String UNDECODABLE = "UNDECODABLE";
    private static final String TIME_OUT_OF_RANGE = "TIME_OUT_OF_RANGE";

    // What no gateway can mean, and lists could not be ordered by.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private final AvroCodec<PaymentEvent> codec;

    EventReader(NewerSchemas newerSchemas) {
        this.codec = AvroCodec.of(PaymentEvent.class, newerSchemas);
    }

    /** The event in a record's value, without its raw request: that has done its work at the edge. */
    public Reading read(byte @Nullable [] value) {
        if (value == null) {
            return new Reading(null, UNDECODABLE);
        }
        try {
            PaymentEvent event = codec.decode(value);
            event.setRaw(null);
            return new Reading(event, faultOf(event));
        } catch (UndecodableRecord e) {
            return new Reading(null, UNDECODABLE);
        }
    }

    /** Why this can be no fact; {@code null} where it can. */
    public static @Nullable String faultOf(PaymentEvent event) {
        if (!isUuid(event.getEventId())) {
            return UNDECODABLE;
        }
        return isTime(event.getOccurredAt()) && isTime(event.getReceivedAt()) ? null : TIME_OUT_OF_RANGE;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isTime(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /**
     * What a record holds.
     *
     * @param event {@code null} where there is none
     * @param errorCode why it can be no fact; {@code null} where it can
     */
    public record Reading(
            @Nullable PaymentEvent event, @Nullable String errorCode) {
        @Override
        public String toString() {
            return "Reading[" + errorCode + "]";
        }
    }
}
