package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.outbox.TransitionPublisher;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    // What no gateway can mean, and lists could not be ordered by.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private final BatchApplier applier;
    private final ParkedRecordRepository parked;
    private final WebhookLogRepository webhookLog;
    private final WebhookLogMonths months;
    private final TransitionPublisher publisher;
    private final BatchMetrics metrics;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final AvroCodec<PaymentEvent> codec;

    PaymentEventBatches(
            BatchApplier applier,
            ParkedRecordRepository parked,
            WebhookLogRepository webhookLog,
            WebhookLogMonths months,
            TransitionPublisher publisher,
            BatchMetrics metrics,
            TransactionalOperator transaction,
            Clock clock,
            NewerSchemas newerSchemas) {
        this.applier = applier;
        this.parked = parked;
        this.webhookLog = webhookLog;
        this.months = months;
        this.publisher = publisher;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
        this.codec = AvroCodec.of(PaymentEvent.class, newerSchemas);
    }

    /** Completes when every record has ended and that is committed. */
    Mono<Void> apply(List<ConsumerRecord<String, byte[]>> records) {
        List<Incoming> readable = new ArrayList<>(records.size());
        List<Incoming> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Incoming incoming = incoming(record);
            (incoming.event() == null ? unreadable : readable).add(incoming);
        }
        // Before any transaction: making a month is one of its own.
        Mono<Void> setAside = months.ensure(records);
        for (Incoming one : unreadable) {
            setAside = setAside.then(setAside(one, Status.FAILED, String.valueOf(one.errorCode())));
        }
        return setAside.then(applyOrHalve(readable)).doOnSuccess(done -> publisher.wake());
    }

    private Mono<Void> applyOrHalve(List<Incoming> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        return applier.apply(batch)
                .retryWhen(Retry.max(RACE_RETRIES).filter(PaymentEventBatches::isLostRace))
                .doOnNext(metrics::applied)
                .then()
                .onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
                    if (batch.size() == 1) {
                        return setAside(batch.getFirst(), Status.PARKED, RecordFaults.codeOf(fault));
                    }
                    int half = batch.size() / 2;
                    return applyOrHalve(batch.subList(0, half)).then(applyOrHalve(batch.subList(half, batch.size())));
                });
    }

    private static boolean isLostRace(Throwable failure) {
        return failure instanceof ConcurrentBirth || RecordFaults.isLostRace(failure);
    }

    private Mono<Void> setAside(Incoming one, Status status, String errorCode) {
        ConsumerRecord<String, byte[]> record = one.record();
        Instant now = clock.instant();
        return parked.park(record, errorCode, now)
                .then(webhookLog.write(List.of(LogEntries.setAside(record, status, errorCode, now))))
                .as(transaction::transactional)
                .doOnSuccess(done -> {
                    metrics.setAside(status);
                    log.atWarn()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("errorCode", errorCode)
                            .log("record set aside");
                });
    }

    // The raw request has done its work at the edge; the books keep what was read out of it.
    private Incoming incoming(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Incoming.unusable(record, "UNDECODABLE");
        }
        try {
            PaymentEvent event = codec.decode(record.value());
            event.setRaw(null);
            if (!UUID.fromString(event.getEventId()).toString().equals(event.getEventId())) {
                return Incoming.unusable(record, "UNDECODABLE");
            }
            return isTime(event.getOccurredAt()) && isTime(event.getReceivedAt())
                    ? Incoming.readable(record, event)
                    : Incoming.unusable(record, "TIME_OUT_OF_RANGE");
        } catch (UndecodableRecord | IllegalArgumentException e) {
            return Incoming.unusable(record, "UNDECODABLE");
        }
    }

    private static boolean isTime(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }
}
