package dev.correnteza.processor.canary;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.sql.RecordFaults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends a canary at each interval and watches for it at the other end: written to {@code payment-events}, applied, folded, its
 * transition published. Each has another key, so that every partition gets some. They belong to a tenant of their own.
 */
@Component
class Canary implements SmartLifecycle {
    static final String TENANT = CanaryTenant.ID;

    private static final Logger log = LoggerFactory.getLogger(Canary.class);
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int KEPT = 30;

    private final CanaryRepository repository;
    private final CanaryProperties properties;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final Timer passage;
    // Of both lists only the newest: those that never pass are given up, and their traces with them.
    private final Map<UUID, Long> underWay = new LinkedHashMap<>();
    private final List<UUID> done = new ArrayList<>();
    private final AtomicLong lastPassed = new AtomicLong();
    private volatile @Nullable Disposable rounds;

    Canary(
            CanaryRepository repository,
            CanaryProperties properties,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock,
            MeterRegistry registry) {
        this.repository = repository;
        this.properties = properties;
        this.kafka = kafka;
        this.clock = clock;
        this.passage = Timer.builder("correnteza.processor.canary.passage")
                .description("From before a canary is written to its topic until its transition is seen published")
                .register(registry);
        Gauge.builder(
                        "correnteza.processor.canary.silence",
                        this,
                        it -> it.silence().toMillis() / 1_000.0)
                .description("Time since a canary passed")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void start() {
        lastPassed.set(System.nanoTime());
        rounds = properties.enabled()
                ? Flux.merge(
                                Flux.interval(Duration.ZERO, properties.interval())
                                        .onBackpressureDrop()
                                        .concatMap(tick -> tried(send()), 1),
                                Flux.interval(LOOK_EVERY)
                                        .onBackpressureDrop()
                                        .concatMap(tick -> tried(Mono.defer(this::look)), 1))
                        .subscribe()
                : () -> {};
    }

    @Override
    public void stop() {
        Disposable current = rounds;
        if (current != null) {
            current.dispose();
            rounds = null;
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }

    /** Since a canary passed, or since the start. */
    Duration silence() {
        return properties.enabled() ? Duration.ofNanos(System.nanoTime() - lastPassed.get()) : Duration.ZERO;
    }

    boolean isSilentForTooLong() {
        return silence().compareTo(properties.longestSilence()) > 0;
    }

    // Whoever it waits for may be gone without a word. send() may wait for metadata: not on an event loop.
    private Mono<Void> tried(Mono<Void> step) {
        return step.subscribeOn(Schedulers.boundedElastic()).timeout(LIMIT).onErrorResume(failure -> {
            log.atWarn().addKeyValue("errorCode", RecordFaults.codeOf(failure)).log("canary cannot be sent or seen");
            return Mono.empty();
        });
    }

    private Mono<Void> send() {
        return Mono.defer(() -> {
                    UUID id = UUID.randomUUID();
                    remember(id);
                    return Mono.fromFuture(kafka.send(record(id)));
                })
                .then();
    }

    private ProducerRecord<String, byte[]> record(UUID id) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId(id.toString());
        event.setTenantId(TENANT);
        event.setAccountId(TENANT);
        event.setGateway(TENANT);
        event.setLane(Lane.LIVE);
        event.setType(EventType.PAYMENT_PENDING);
        event.setOccurredAt(clock.instant());
        event.setReceivedAt(event.getOccurredAt());
        event.setMethod(PaymentMethod.UNKNOWN);
        event.setItems(List.of());
        var record = new ProducerRecord<>(Topics.PAYMENT_EVENTS, id.toString(), CODEC.encode(event));
        for (String header : List.of(RecordHeaders.TENANT_ID, RecordHeaders.ACCOUNT_ID, RecordHeaders.GATEWAY)) {
            record.headers().add(header, TENANT.getBytes(StandardCharsets.UTF_8));
        }
        record.headers().add(RecordHeaders.TYPE, event.getType().getBytes(StandardCharsets.UTF_8));
        record.headers().add(RecordHeaders.EVENT_ID, id.toString().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private Mono<Void> look() {
        List<UUID> waiting = waiting();
        Mono<Void> seen = waiting.isEmpty()
                ? Mono.empty()
                : repository.passed(waiting).doOnNext(this::passed).then();
        return seen.then(Mono.defer(() -> {
            List<UUID> old = past();
            return old.isEmpty() ? Mono.empty() : repository.forget(old);
        }));
    }

    private synchronized void remember(UUID id) {
        underWay.put(id, System.nanoTime());
        Iterator<UUID> oldest = underWay.keySet().iterator();
        while (underWay.size() > KEPT) {
            done.add(oldest.next());
            oldest.remove();
        }
    }

    private synchronized List<UUID> waiting() {
        return List.copyOf(underWay.keySet());
    }

    private synchronized void passed(UUID id) {
        Long sentAt = underWay.remove(id);
        if (sentAt != null) {
            long now = System.nanoTime();
            lastPassed.set(now);
            passage.record(Duration.ofNanos(now - sentAt));
            done.add(id);
        }
    }

    private synchronized List<UUID> past() {
        if (done.size() <= KEPT) {
            return List.of();
        }
        List<UUID> past = List.copyOf(done);
        done.clear();
        return past;
    }
}
