package dev.correnteza.processor.parking;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.deadletter.DeadLetter;
import dev.correnteza.processor.deadletter.DeadLetterRepository;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.BooksNeededAlone;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.ledger.EventReader.Reading;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.parking.ParkingMetrics.Try;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Parks records and tries the first of each key again, until it is applied or given up: then the next of the key goes. */
@Component
public class Parking {
    private static final Logger log = LoggerFactory.getLogger(Parking.class);
    private static final int RACE_RETRIES = 10;

    private final ParkedRecordRepository parked;
    private final DeadLetterRepository deadLetters;
    private final WebhookLogRepository webhookLog;
    private final Bookkeeping books;
    private final EventReader reader;
    private final ParkingMetrics metrics;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final int maxAttempts;
    private final IntervalFunction pauses;

    Parking(
            ParkedRecordRepository parked,
            DeadLetterRepository deadLetters,
            WebhookLogRepository webhookLog,
            Bookkeeping books,
            EventReader reader,
            ParkingMetrics metrics,
            TransactionalOperator transaction,
            Clock clock,
            ParkingProperties properties) {
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.webhookLog = webhookLog;
        this.books = books;
        this.reader = reader;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
        this.maxAttempts = properties.maxAttempts();
        this.pauses = properties.pauses();
    }

    /** Parks a record that PostgreSQL refused when it was read. */
    public Mono<Void> park(SourceRecord source, String errorCode, Instant now) {
        return parked.park(List.of(new ParkedRecord(source, errorCode, 1, 0, now, now.plusMillis(pauses.apply(1)))));
    }

    /** Tries one record that is due. Emits whether there was one; fails where the infrastructure does, and nothing is counted. */
    public Mono<Boolean> tryNext() {
        return tryNext(false).onErrorResume(BooksNeededAlone.class, needed -> tryNext(true));
    }

    private Mono<Boolean> tryNext(boolean isAlone) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable ParkedRecord> inHand = new AtomicReference<>();
            // The books' lock before that of the row, as decisions have it: they never wait for each other in a circle.
            return Mono.defer(() -> (isAlone ? parked.enterAlone(List.of()) : parked.enter(List.of()))
                            .then(parked.claim(clock.instant())))
                    .doOnNext(inHand::set)
                    .flatMap(one -> applied(one, isAlone))
                    .as(transaction::transactional)
                    .retryWhen(Retry.max(RACE_RETRIES).filter(ConcurrentBirth::isLostRace))
                    .onErrorResume(RecordFaults::isFaultOfARecord, fault -> refused(inHand.get(), fault))
                    .doOnNext(this::told)
                    .hasElement();
        });
    }

    private Mono<Try> applied(ParkedRecord one, boolean isAlone) {
        Reading reading = reader.read(one.source().value());
        PaymentEvent event = reading.event();
        if (event == null || reading.errorCode() != null) {
            return giveUp(one, String.valueOf(reading.errorCode()), one.attempts() + 1);
        }
        SourceRecord source = one.source();
        return books.apply(source.asConsumed(), event, one.attempts() + 1, isAlone)
                .flatMap(outcome -> parked.remove(source.topic(), source.partition(), source.offset())
                        .then(deadLetters.applied(source))
                        .thenReturn(outcome.isNew() ? Try.APPLIED : Try.DUPLICATE));
    }

    // The transaction that PostgreSQL refused is no more: this is another one. Killed in between, the try was none.
    private Mono<Try> refused(@Nullable ParkedRecord one, Throwable fault) {
        if (one == null) {
            return Mono.error(fault);
        }
        String errorCode = RecordFaults.codeOf(fault);
        int attempts = one.attempts() + 1;
        int ofRound = one.attemptsOfRound() + 1;
        Instant next = clock.instant().plusMillis(pauses.apply(ofRound));
        return parked.refused(one, errorCode, next)
                .flatMap(isMine -> {
                    if (!isMine) {
                        return Mono.just(Try.REFUSED);
                    }
                    return ofRound < maxAttempts
                            ? ended(one, Status.PARKED, errorCode, attempts).thenReturn(Try.REFUSED)
                            : giveUp(one, errorCode, attempts);
                })
                .as(transaction::transactional);
    }

    private Mono<Try> giveUp(ParkedRecord one, String errorCode, int attempts) {
        SourceRecord source = one.source();
        DeadLetter letter = DeadLetter.of(
                source, reader.read(source.value()).event(), errorCode, attempts, one.parkedAt(), clock.instant());
        return deadLetters
                .add(List.of(letter))
                .then(parked.remove(source.topic(), source.partition(), source.offset()))
                .then(ended(one, Status.FAILED, errorCode, attempts))
                .thenReturn(Try.DEAD_LETTERED)
                .doOnNext(done -> log.atWarn()
                        .addKeyValue("topic", source.topic())
                        .addKeyValue("partition", source.partition())
                        .addKeyValue("offset", source.offset())
                        .addKeyValue("attempt", attempts)
                        .addKeyValue("errorCode", errorCode)
                        .log("record given up"));
    }

    private Mono<Void> ended(ParkedRecord one, Status status, String errorCode, int attempts) {
        SourceRecord source = one.source();
        return webhookLog.refused(
                source.topic(),
                source.partition(),
                source.offset(),
                source.recordTime(),
                status,
                errorCode,
                attempts,
                clock.instant());
    }

    private void told(Try outcome) {
        metrics.ended(outcome);
        if (outcome == Try.APPLIED) {
            books.committed();
        }
    }
}
