package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.rounds.Round;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes dead letters at least once: a row is marked after the broker acknowledged its record. Who reads the topic tells
 * repetitions by the id in the headers. {@code correnteza.processor.dead.letters} counts them by owner, tenant or nobody: those of
 * nobody are in no answer of the API.
 */
@Component
class DeadLetterPublisher implements Round {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final int AT_ONCE = 100;

    private final DeadLetterRepository repository;
    private final KafkaTemplate<String, byte[]> kafka;
    private final MeterRegistry registry;
    private final Clock clock;

    DeadLetterPublisher(
            DeadLetterRepository repository, KafkaTemplate<String, byte[]> kafka, MeterRegistry registry, Clock clock) {
        this.repository = repository;
        this.registry = registry;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public Duration every() {
        return INTERVAL;
    }

    @Override
    public String failure() {
        return "dead letters cannot be published";
    }

    @Override
    public Mono<Void> once() {
        return repository
                .unpublished(AT_ONCE)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                // One record at a time: each may be as large as a record can be.
                .concatMap(letter -> repository.find(letter.id()).flatMap(this::publishOnce))
                .then();
    }

    private Mono<Void> publishOnce(DeadLetter letter) {
        return publish(letter)
                .then(Mono.defer(() -> repository.published(letter, clock.instant())))
                .doOnSuccess(done -> count(letter));
    }

    private void count(DeadLetter letter) {
        Counter.builder("correnteza.processor.dead.letters")
                .description("Dead letters that were published")
                .tag("owner", letter.tenantId() == null ? "nobody" : "tenant")
                .register(registry)
                .increment();
    }

    private Mono<Void> publish(DeadLetter letter) {
        ProducerRecord<String, byte[]> record = DeadLetterRecords.of(letter);
        return send(record).onErrorResume(DeadLetterPublisher::isTooLarge, failure -> {
            // As large as a record can be, it leaves no room for the envelope: then the bytes stay in the table.
            log.atWarn()
                    .addKeyValue("topic", letter.source().topic())
                    .addKeyValue("partition", letter.source().partition())
                    .addKeyValue("offset", letter.source().offset())
                    .log("dead letter is published without its value");
            return send(new ProducerRecord<>(record.topic(), null, record.key(), null, record.headers()));
        });
    }

    private Mono<Void> send(ProducerRecord<String, byte[]> record) {
        // send() may wait for metadata: not on an event loop.
        return Mono.defer(() -> Mono.fromFuture(kafka.send(record)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(LIMIT)
                .then();
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
