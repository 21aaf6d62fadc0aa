package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import java.util.Optional;

/**
 * A fact, and which sale it is about.
 *
 * @param sale number of the sale; empty for subscriptions' own events, carts, payouts and others
 */
public record Told(Optional<Integer> sale, PaymentEvent event) {
    @Override
    public String toString() {
        return "Told[" + event.getEventId() + "]";
    }
}
