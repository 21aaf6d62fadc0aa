package dev.correnteza.processor.outbox;

import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.outbox.OutboxRepository.Entry;
import dev.correnteza.processor.outbox.OutboxRepository.Published;
import dev.correnteza.processor.sql.RecordFaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes what is in the outbox, in order, one instance at a time. An entry leaves the outbox only after the broker acknowledged
 * both of its records; when the process dies in between they are published again, with the same transition id.
 */
@Component
public class TransitionPublisher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TransitionPublisher.class);
    // Renewed while records are on their way, so that nobody takes over, and short, so that somebody does after a
    // crash.
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(25);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final OutboxRepository outbox;
    private final KafkaTemplate<String, byte[]> kafka;
    private final TransactionalOperator transaction;
    private final OutboxProperties properties;
    private final Clock clock;
    private final UUID owner = UUID.randomUUID();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    TransitionPublisher(
            OutboxRepository outbox,
            KafkaTemplate<String, byte[]> kafka,
            TransactionalOperator transaction,
            OutboxProperties properties,
            Clock clock) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Says that there may be something to publish. Never waits. */
    public void wake() {
        work.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("transition-publisher").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        Thread publishing = thread;
        if (publishing != null) {
            try {
                publishing.join(ROUND_LIMIT.plus(RELEASE_LIMIT));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        publishWhileRunning();
        try {
            outbox.release(owner).block(RELEASE_LIMIT);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("errorCode", RecordFaults.codeOf(e)).log("lease runs out by itself");
        }
    }

    private void publishWhileRunning() {
        while (running) {
            try {
                if (round() < properties.batchSize()) {
                    waitFor(properties.pollInterval());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (RuntimeException e) {
                if (running) {
                    log.atWarn()
                            .addKeyValue("errorCode", RecordFaults.codeOf(e))
                            .log("transitions cannot be published; trying again");
                    pause();
                }
            }
        }
    }

    /** Publishes one batch; the thread of its own waits here and nowhere else. */
    private int round() {
        Disposable renewals = Flux.interval(RENEWAL)
                .onBackpressureDrop()
                .concatMap(tick -> lease())
                .subscribe(held -> {}, failure -> {});
        try {
            return publishNext();
        } finally {
            renewals.dispose();
        }
    }

    private Mono<Boolean> lease() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return outbox.lease(owner, now, now.plus(LEASE));
        });
    }

    private int publishNext() {
        Integer published = lease().filter(held -> held)
                .flatMap(held -> outbox.next(properties.batchSize())
                        // send() may wait for metadata: not on an event loop.
                        .publishOn(Schedulers.boundedElastic())
                        .flatMapSequential(this::publish, properties.batchSize())
                        .collectList())
                .flatMap(this::settle)
                .block(ROUND_LIMIT);
        return published == null ? 0 : published;
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

    private void waitFor(Duration longest) throws InterruptedException {
        if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private void pause() {
        try {
            waitFor(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
