package dev.correnteza.processor.ledger;

import dev.correnteza.events.PaymentEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact and where it was read.
 *
 * @param event without its raw request
 * @param paymentId payment it speaks of; {@code null} for subscription, cart and other events
 * @param matchRule how the payment was found
 * @param homePaymentId where the rules put it, where somebody decided otherwise
 * @param homeMatchRule by which rule
 */
public record LedgerRow(
        PaymentEvent event,
        @Nullable String paymentId,
        @Nullable String matchRule,
        @Nullable String homePaymentId,
        @Nullable String homeMatchRule,
        String topic,
        int partition,
        long offset,
        Instant recordedAt) {

    @Override
    public String toString() {
        return "LedgerRow[" + event.getEventId() + "]";
    }
}
