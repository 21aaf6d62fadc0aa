package dev.correnteza.processor.ledger;

import dev.correnteza.events.PaymentEvent;
import java.util.Comparator;
import java.util.UUID;

/** A fact; what two tenants are told may have one id. */
public record EventRef(String tenantId, UUID eventId) {
    /** The order in which transactions insert facts. */
    static final Comparator<EventRef> ORDER =
            Comparator.comparing(EventRef::tenantId).thenComparing(EventRef::eventId, EventRef::compareBytes);

    // As PostgreSQL does; Java's own order of UUIDs takes the first bit for a sign.
    private static int compareBytes(UUID one, UUID other) {
        int most = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    public static EventRef of(PaymentEvent event) {
        return new EventRef(event.getTenantId(), UUID.fromString(event.getEventId()));
    }
}
