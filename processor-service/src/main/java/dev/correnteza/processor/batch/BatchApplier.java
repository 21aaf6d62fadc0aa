package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.matching.Match;
import dev.correnteza.processor.outbox.TransitionPublisher;
import dev.correnteza.processor.parking.ParkedRecord;
import dev.correnteza.processor.parking.ParkedRecordRepository;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.Pipeline;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Applies a batch in one transaction: names of payments, ledger, locks, folds, rows, outbox, log. Every statement takes the whole
 * batch. Who comes second with a fact finds it in the ledger; who adds a fact to a payment at the same time waits at its lock.
 */
@Component
class BatchApplier implements Bookkeeping {
    private final ParkedRecordRepository parked;
    private final Books books;
    private final TransitionPublisher publisher;
    private final TransactionalOperator transaction;
    private final Clock clock;

    BatchApplier(
            ParkedRecordRepository parked,
            Books books,
            TransitionPublisher publisher,
            TransactionalOperator transaction,
            Clock clock) {
        this.parked = parked;
        this.books = books;
        this.publisher = publisher;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Applies these records; emits what was done with them once it is committed. Those whose key has a record that waits are parked
     * behind it.
     *
     * @param incoming records with an event, in the order they were read
     */
    Mono<Applied> apply(List<Incoming> incoming, Concurrency concurrency) {
        return apply(incoming, concurrency, false);
    }

    /** As {@link #apply}, guarded, while nobody else adds facts. */
    Mono<Applied> applyAlone(List<Incoming> incoming) {
        return apply(incoming, Concurrency.GUARDED, true);
    }

    private Mono<Applied> apply(List<Incoming> incoming, Concurrency concurrency, boolean isAlone) {
        return Mono.defer(() -> {
                    BatchAttempt attempt = new BatchAttempt(books, incoming, concurrency, isAlone, clock.instant());
                    Set<String> keys = queueKeys(incoming);
                    Set<String> waiting = new HashSet<>();
                    Mono<Set<String>> entered = isAlone ? parked.enterAlone(keys) : parked.enter(keys);
                    return Pipeline.of(List.of(entered.doOnNext(waiting::addAll), attempt.lookUp()))
                            .then(Mono.defer(() -> waiting.isEmpty()
                                    ? attempt.apply()
                                    : applyOthers(incoming, waiting, concurrency, isAlone)));
                })
                .as(transaction::transactional);
    }

    @Override
    public Mono<Outcome> apply(
            ConsumerRecord<String, byte[]> record, PaymentEvent event, int attempts, boolean isAlone) {
        return Mono.defer(() -> {
            BatchAttempt attempt = new BatchAttempt(
                    books,
                    List.of(new Incoming(record, event, null, attempts)),
                    Concurrency.GUARDED,
                    isAlone,
                    clock.instant());
            return Pipeline.of(List.of(parked.enter(List.of()), attempt.lookUp()))
                    .then(Mono.defer(attempt::apply))
                    .map(applied -> {
                        Match match = attempt.matchOf(event);
                        return new Outcome(
                                applied.fresh() > 0,
                                match == null ? null : match.paymentId(),
                                match == null ? null : match.rule().name(),
                                applied.transitions());
                    });
        });
    }

    @Override
    public Mono<Void> refold(Set<PaymentRef> touched, Collection<PaymentEvent> gone) {
        return Mono.defer(() ->
                new BatchAttempt(books, List.of(), Concurrency.GUARDED, true, clock.instant()).refold(touched, gone));
    }

    @Override
    public void committed() {
        publisher.wake();
    }

    private Mono<Applied> applyOthers(
            List<Incoming> incoming, Set<String> waiting, Concurrency concurrency, boolean isAlone) {
        Instant now = clock.instant();
        List<Incoming> behind = new ArrayList<>();
        List<Incoming> free = new ArrayList<>();
        for (Incoming one : incoming) {
            String key = ParkedRecord.queueKey(one.record().key());
            (key != null && waiting.contains(key) ? behind : free).add(one);
        }
        BatchAttempt attempt = new BatchAttempt(books, free, concurrency, isAlone, now);
        return parked.parkBehind(
                        behind.stream()
                                .map(one -> SourceRecord.of(one.record()))
                                .toList(),
                        now)
                .then(books.log()
                        .write(behind.stream()
                                .map(one -> LogEntries.setAside(one.record(), Status.PARKED, ParkedRecord.BEHIND, now))
                                .toList()))
                .then(attempt.lookUp())
                .then(Mono.defer(attempt::apply))
                .map(applied ->
                        new Applied(applied.fresh(), applied.duplicates(), applied.transitions(), behind.size()));
    }

    private static Set<String> queueKeys(List<Incoming> incoming) {
        return incoming.stream()
                .map(one -> ParkedRecord.queueKey(one.record().key()))
                .filter(key -> key != null)
                .collect(Collectors.toSet());
    }
}
