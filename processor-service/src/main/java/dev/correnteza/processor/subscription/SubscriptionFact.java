package dev.correnteza.processor.subscription;

import dev.correnteza.events.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a subscription is made of.
 *
 * @param paymentId payment it is about; {@code null} for events about the subscription itself
 */
public record SubscriptionFact(@Nullable String paymentId, PaymentEvent event) {
    @Override
    public String toString() {
        return "SubscriptionFact[" + event.getEventId() + "]";
    }
}
