package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What was told of one customer, by the events of a payment or by an event without one.
 *
 * @param subject the payment ({@code PaymentRef}) or event ({@code EventRef}) whose customer it is
 * @param tellings what each event told, in any order
 */
public record Sighting(Object subject, String tenantId, List<Telling> tellings) {
    /** What these events told; one or more, of one tenant. */
    public static Sighting of(Object subject, Collection<PaymentEvent> events) {
        return new Sighting(
                subject,
                events.iterator().next().getTenantId(),
                events.stream()
                        .filter(event -> event.getCustomer() != null)
                        .map(event -> new Telling(event.getCustomer(), event.getOccurredAt()))
                        .toList());
    }

    @Override
    public String toString() {
        return "Sighting[***]";
    }

    /**
     * What one event told.
     *
     * @param at when, gateway's clock
     */
    public record Telling(Customer customer, Instant at) {
        @Override
        public String toString() {
            return "Telling[***]";
        }
    }
}
