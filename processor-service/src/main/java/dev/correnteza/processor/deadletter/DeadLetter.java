package dev.correnteza.processor.deadletter;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that was given up, and why.
 *
 * @param tenantId whose it is; {@code null} where nothing tells: then it is nobody's
 * @param eventId the event in it; {@code null} where there is none
 * @param attempts how often it was tried
 */
public record DeadLetter(
        SourceRecord source,
        @Nullable String tenantId,
        String accountId,
        String gateway,
        @Nullable UUID eventId,
        @Nullable String type,
        String errorCode,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt) {

    /** @param event in the record; {@code null} where it cannot be read, and its headers have to do */
    public static DeadLetter of(
            SourceRecord source,
            @Nullable PaymentEvent event,
            String errorCode,
            int attempts,
            Instant firstFailedAt,
            Instant lastFailedAt) {
        String tenantId = event == null ? source.tenantId() : storable(event.getTenantId());
        return new DeadLetter(
                source,
                tenantId.isEmpty() ? null : tenantId,
                event == null ? source.accountId() : storable(event.getAccountId()),
                event == null ? source.gateway() : storable(event.getGateway()),
                event == null ? null : eventId(event),
                event == null ? null : storable(event.getType()),
                errorCode,
                attempts,
                firstFailedAt,
                lastFailedAt);
    }

    /** The same for the same record, however often it is given up. */
    public UUID id() {
        return DerivedId.deadLetter(source.topic(), source.partition(), source.offset());
    }

    @Override
    public String toString() {
        return "DeadLetter[" + source + ", " + errorCode + "]";
    }

    private static @Nullable UUID eventId(PaymentEvent event) {
        try {
            return UUID.fromString(event.getEventId());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    // PostgreSQL's text holds no NUL, which may be what is wrong with the record.
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /** What became of a dead letter. */
    public enum State {
        /** Somebody has to decide. */
        OPEN,
        /** Being tried again. */
        RETRYING,
        /** Tried again with success, or its fact came by another record. */
        APPLIED,
        /** Another event was applied in its place. */
        MENDED,
        /** It will never be applied. */
        DISCARDED
    }
}
