package dev.correnteza.processor.outbox;

import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.outbox.OutboxRepository.Entry;
import dev.correnteza.processor.outbox.OutboxRepository.Published;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes transitions, each as two records: for everybody, and with what is known of the person.
 */
@Component
public class TransitionPublisher extends LeasedPublisher {
    private final OutboxRepository outbox;
    private final KafkaTemplate<String, byte[]> kafka;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TransitionPublisher(
            OutboxRepository outbox,
            LeaseRepository leases,
            KafkaTemplate<String, byte[]> kafka,
            TransactionalOperator transaction,
            OutboxProperties properties,
            Clock clock) {
        super("outbox", leases, properties, clock);
        this.outbox = outbox;
        this.kafka = kafka;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    Mono<Integer> publishNext(int limit) {
        return outbox.next(limit)
                // send() may wait for metadata: not on an event loop.
                .publishOn(Schedulers.boundedElastic())
                .flatMapSequential(this::publish, limit)
                .collectList()
                .flatMap(this::settle);
    }

    private Mono<Integer> settle(List<Published> done) {
        return done.isEmpty()
                ? Mono.just(0)
                : outbox.published(done, clock.instant())
                        .as(transaction::transactional)
                        .thenReturn(done.size());
    }

    private Mono<Published> publish(Entry entry) {
        CompletableFuture<SendResult<String, byte[]>> open =
                kafka.send(Topics.PAYMENT_TRANSITIONS, entry.paymentId(), entry.publicRecord());
        CompletableFuture<SendResult<String, byte[]>> closed =
                kafka.send(Topics.PAYMENT_TRANSITIONS_PRIVATE, entry.paymentId(), entry.privateRecord());
        return Mono.fromFuture(open.thenCombine(closed, (a, b) -> published(entry, a, b)));
    }

    private static Published published(
            Entry entry, SendResult<String, byte[]> open, SendResult<String, byte[]> closed) {
        RecordMetadata a = open.getRecordMetadata();
        RecordMetadata b = closed.getRecordMetadata();
        return new Published(entry, a.partition(), a.offset(), b.partition(), b.offset());
    }
}
