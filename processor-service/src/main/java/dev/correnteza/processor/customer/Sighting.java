package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import java.time.Instant;

/**
 * What was told of a customer, by a payment or by an event without one.
 *
 * @param subject payment id or event id: whose customer it is
 * @param firstSeenAt earliest time it was told, gateway's clock
 * @param at newest time it was told, gateway's clock
 */
public record Sighting(String subject, String tenantId, Customer customer, Instant firstSeenAt, Instant at) {
    @Override
    public String toString() {
        return "Sighting[***]";
    }
}
