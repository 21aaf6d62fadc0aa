package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import java.time.Instant;
import java.util.List;

/**
 * What was told of one customer, by the events of a payment or by an event without one.
 *
 * @param subject the payment or event whose customer it is; equal for one, and for no two
 * @param tellings what each event told, in any order
 */
public record Sighting(Object subject, String tenantId, List<Telling> tellings) {
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
