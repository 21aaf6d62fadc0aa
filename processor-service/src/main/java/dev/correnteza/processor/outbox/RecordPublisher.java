package dev.correnteza.processor.outbox;

import dev.correnteza.processor.outbox.RecordOutbox.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes events and requests of our own. Who enqueued them publishes them at once, so that the broker has them before anything
 * follows from them; what it could not, because it died or the broker was away, is published here. An entry that both publish is
 * one fact: it has one event id.
 */
@Component
public class RecordPublisher extends LeasedPublisher {
    private static final Duration LEFT_TO_ITS_WRITER = Duration.ofSeconds(2);

    private final RecordOutbox outbox;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;

    RecordPublisher(
            RecordOutbox outbox,
            LeaseRepository leases,
            KafkaTemplate<String, byte[]> kafka,
            OutboxProperties properties,
            Clock clock) {
        super("record-outbox", leases, properties, clock);
        this.outbox = outbox;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Publishes entries whose transaction has committed. Where it fails they are published later. */
    public Mono<Void> publish(List<Entry> entries) {
        return send(Flux.fromIterable(entries), Math.max(1, entries.size())).then();
    }

    @Override
    Mono<Integer> publishNext(int limit) {
        return Mono.defer(() -> send(outbox.next(clock.instant().minus(LEFT_TO_ITS_WRITER), limit), limit));
    }

    private Mono<Integer> send(Flux<Entry> entries, int concurrency) {
        // send() may wait for metadata: not on an event loop.
        return entries.publishOn(Schedulers.boundedElastic())
                .flatMapSequential(
                        entry -> Mono.fromFuture(kafka.send(entry.toProduce())).thenReturn(entry), concurrency)
                .collectList()
                .flatMap(sent ->
                        sent.isEmpty() ? Mono.just(0) : outbox.remove(sent).thenReturn(sent.size()));
    }
}
