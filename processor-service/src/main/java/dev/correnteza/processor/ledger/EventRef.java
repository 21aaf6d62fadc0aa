package dev.correnteza.processor.ledger;

import dev.correnteza.events.PaymentEvent;
import java.util.Comparator;
import java.util.UUID;

/** A fact; what two tenants are told may have one id. */
public record EventRef(String tenantId, UUID eventId) {
    /** The order in which transactions insert facts. */
    static final Comparator<EventRef> ORDER = Comparator.comparing(EventRef::tenantId)
            .thenComparing(ref -> ref.eventId().toString());

    public static EventRef of(PaymentEvent event) {
        return new EventRef(event.getTenantId(), UUID.fromString(event.getEventId()));
    }
}
