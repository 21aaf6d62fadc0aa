package dev.correnteza.processor.ledger;

import dev.correnteza.events.PaymentEvent;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Changes to the books for another reason than a batch that was read. Each is part of the caller's transaction. */
public interface Bookkeeping {
    /**
     * Applies one fact.
     *
     * @param record where it was read
     * @param event in the record, or what stands in its place; without its raw request
     * @param attempts how often it was tried, with this time
     * @param isAlone whether the transaction holds {@link BooksLock} alone; else it may fail with {@link BooksNeededAlone}
     */
    Mono<Outcome> apply(ConsumerRecord<String, byte[]> record, PaymentEvent event, int attempts, boolean isAlone);

    /**
     * Makes payments anew from their facts, after facts came or went. One that has none left is no more.
     *
     * @param gone facts that the ledger had
     */
    Mono<Void> refold(Set<PaymentRef> touched, Collection<PaymentEvent> gone);

    /** Says that there is something to publish, after the commit. */
    void committed();

    /**
     * What applying did.
     *
     * @param isNew false where the fact was known
     * @param paymentId payment it speaks of; {@code null} where it was known or speaks of none
     * @param transitions how many it made
     */
    record Outcome(
            boolean isNew,
            @Nullable String paymentId,
            @Nullable String matchRule,
            int transitions) {}
}
