package dev.correnteza.processor.batch;

import dev.correnteza.processor.deadletter.DeadLetter;
import dev.correnteza.processor.deadletter.DeadLetterRepository;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.BooksNeededAlone;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.ledger.EventReader.Reading;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.outbox.TransitionPublisher;
import dev.correnteza.processor.parking.Parking;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes batches of records and sees that each record ends: applied, known already, or set aside with its bytes. A fault of the
 * infrastructure fails the whole batch, which is read again. A fault of a record never does: the batch is halved until the record
 * stands alone.
 */
@Component
class PaymentEventBatches {
    private static final Logger log = LoggerFactory.getLogger(PaymentEventBatches.class);
    private static final int RACE_RETRIES = 10;

    private final BatchApplier applier;
    private final Parking parking;
    private final DeadLetterRepository deadLetters;
    private final EventReader reader;
    private final WebhookLogRepository webhookLog;
    private final WebhookLogMonths months;
    private final TransitionPublisher publisher;
    private final BatchMetrics metrics;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PaymentEventBatches(
            BatchApplier applier,
            Parking parking,
            DeadLetterRepository deadLetters,
            EventReader reader,
            WebhookLogRepository webhookLog,
            WebhookLogMonths months,
            TransitionPublisher publisher,
            BatchMetrics metrics,
            TransactionalOperator transaction,
            Clock clock) {
        this.applier = applier;
        this.parking = parking;
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.webhookLog = webhookLog;
        this.months = months;
        this.publisher = publisher;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Completes when every record has ended and that is committed. */
    Mono<Void> apply(List<ConsumerRecord<String, byte[]>> records) {
        List<Incoming> readable = new ArrayList<>(records.size());
        List<Incoming> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Reading reading = reader.read(record.value());
            Incoming incoming = new Incoming(record, reading.event(), reading.errorCode(), 1);
            (incoming.isReadable() ? readable : unreadable).add(incoming);
        }
        // Before any transaction: making a month is one of its own.
        Mono<Void> givenUp = months.ensure(records);
        for (Incoming one : unreadable) {
            givenUp = givenUp.then(giveUp(one, String.valueOf(one.errorCode())));
        }
        return givenUp.then(applyOrHalve(readable)).doOnSuccess(done -> publisher.wake());
    }

    private Mono<Void> applyOrHalve(List<Incoming> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        return applier.apply(batch, Concurrency.OPTIMISTIC)
                .doOnError(PaymentEventBatches::isContended, metrics::again)
                .onErrorResume(
                        PaymentEventBatches::isContended,
                        lost -> applier.apply(batch, Concurrency.GUARDED)
                                .retryWhen(Retry.max(RACE_RETRIES).filter(ConcurrentBirth::isLostRace)))
                .doOnError(BooksNeededAlone.class, metrics::again)
                .onErrorResume(
                        BooksNeededAlone.class,
                        needed -> applier.applyAlone(batch)
                                .retryWhen(Retry.max(RACE_RETRIES).filter(ConcurrentBirth::isLostRace)))
                .doOnNext(metrics::applied)
                .then()
                .onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
                    if (batch.size() == 1) {
                        return park(batch.getFirst(), RecordFaults.codeOf(fault));
                    }
                    int half = batch.size() / 2;
                    return applyOrHalve(batch.subList(0, half))
                            .then(Mono.defer(() -> applyOrHalve(batch.subList(half, batch.size()))));
                });
    }

    // Records that are read again, facts that come on both lanes at once, payments with two notices at once.
    private static boolean isContended(Throwable failure) {
        return RecordFaults.isTaken(failure) || ConcurrentBirth.isLostRace(failure);
    }

    // Trying again does not help: it can be no fact.
    private Mono<Void> giveUp(Incoming one, String errorCode) {
        Instant now = clock.instant();
        DeadLetter letter =
                DeadLetter.of(SourceRecord.of(one.record()), one.event(), errorCode, one.attempts(), now, now);
        return setAside(deadLetters.add(List.of(letter)), one, Status.FAILED, errorCode, now);
    }

    private Mono<Void> park(Incoming one, String errorCode) {
        Instant now = clock.instant();
        return setAside(
                parking.park(SourceRecord.of(one.record()), errorCode, now), one, Status.PARKED, errorCode, now);
    }

    private Mono<Void> setAside(Mono<Void> kept, Incoming one, Status status, String errorCode, Instant now) {
        ConsumerRecord<String, byte[]> record = one.record();
        return kept.then(webhookLog.write(List.of(LogEntries.setAside(record, status, errorCode, now))))
                .as(transaction::transactional)
                .doOnSuccess(done -> {
                    metrics.setAside(status, 1);
                    log.atWarn()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("errorCode", errorCode)
                            .log("record set aside");
                });
    }
}
