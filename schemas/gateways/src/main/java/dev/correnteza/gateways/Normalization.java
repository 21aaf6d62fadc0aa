package dev.correnteza.gateways;

import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook means. */
public sealed interface Normalization {

    /** One event or more, in the order of the payload; lane LIVE. Never empty: what means nothing for us is an {@code other}. */
    record Understood(List<PaymentEvent> events) implements Normalization {
        public Understood {
            if (events.isEmpty()) {
                throw new IllegalArgumentException("events: none (expected: one or more)");
            }
            events = List.copyOf(events);
        }
    }

    /**
     * Some of it, where a webhook holds several facts: what was understood counts, and the whole is quarantined for the rest.
     *
     * @param events as of {@link Understood}
     * @param rest the first thing that was not understood
     */
    record PartlyUnderstood(List<PaymentEvent> events, NotUnderstood rest) implements Normalization {
        public PartlyUnderstood {
            if (events.isEmpty()) {
                throw new IllegalArgumentException("events: none (expected: one or more)");
            }
            events = List.copyOf(events);
        }
    }

    /** It names a resource that has to be fetched before anything is known. */
    record Notified(GatewayNotification notification) implements Normalization {}

    /**
     * Not understood: quarantined whole, replayed once the adapter is mended.
     *
     * @param detail the word or field in question, at most 200 characters; never personal data
     */
    record NotUnderstood(Reason reason, @Nullable String detail) implements Normalization {
        private static final int MAX_DETAIL = 200;

        public NotUnderstood {
            if (detail != null && detail.length() > MAX_DETAIL) {
                detail = detail.substring(0, MAX_DETAIL);
            }
        }
    }

    /** Nested too deeply, or too many or too long tokens: nothing a gateway sends. Refused, not kept. */
    record TooComplex() implements Normalization {}

    /** Why a webhook was not understood. */
    enum Reason {
        UNREADABLE_BODY,
        UNKNOWN_EVENT,
        UNKNOWN_STATUS,
        MISSING_FIELD,
        UNREADABLE_AMOUNT,
        UNREADABLE_TIME,
        UNKNOWN_CURRENCY,
        /** Each keeps the whole body: together they would take more memory than one webhook may. */
        TOO_MANY_EVENTS
    }
}
