package dev.correnteza.processor.outbox;

import dev.correnteza.processor.sql.RecordFaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes what stands in a table, in order, one instance at a time. An entry leaves the table only after the broker acknowledged
 * it; when the process dies in between it is published again, as the same record.
 */
abstract class LeasedPublisher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LeasedPublisher.class);
    // Renewed while records are on their way, so that nobody takes over, and short, so that somebody does after a
    // crash.
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(25);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    // What comes alone is published at once. Under load entries gather, as a round costs the same for one and for many.
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    private final String name;
    private final LeaseRepository leases;
    private final OutboxProperties properties;
    private final Clock clock;
    private final UUID owner = UUID.randomUUID();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private volatile Instant leasedAt = Instant.EPOCH;

    /** @param name of the lease */
    LeasedPublisher(String name, LeaseRepository leases, OutboxProperties properties, Clock clock) {
        this.name = name;
        this.leases = leases;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Publishes the oldest entries and removes them.
     *
     * @param limit how many at most
     * @return how many there were
     */
    abstract Mono<Integer> publishNext(int limit);

    /** Says that there may be something to publish. Never waits. */
    public void wake() {
        work.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(name + "-publisher").daemon().start(this::run);
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
        leasedAt = Instant.EPOCH;
        try {
            leases.release(name, owner).block(RELEASE_LIMIT);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("errorCode", RecordFaults.codeOf(e)).log("lease runs out by itself");
        }
    }

    private void publishWhileRunning() {
        while (running) {
            try {
                long beganAt = System.nanoTime();
                if (round() < properties.batchSize()) {
                    waitFor(properties.pollInterval());
                    gather(beganAt);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (RuntimeException e) {
                if (running) {
                    log.atWarn()
                            .addKeyValue("errorCode", RecordFaults.codeOf(e))
                            .addKeyValue("outbox", name)
                            .log("records cannot be published; trying again");
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
            return publishHeld();
        } finally {
            renewals.dispose();
        }
    }

    private Mono<Boolean> lease() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return leases.lease(name, owner, now, now.plus(LEASE))
                    .doOnNext(held -> leasedAt = held ? now : Instant.EPOCH);
        });
    }

    // Held long enough to be renewed within the round, it need not be written down for each.
    private Mono<Boolean> held() {
        return Mono.defer(() -> clock.instant().isBefore(leasedAt.plus(RENEWAL)) ? Mono.just(true) : lease());
    }

    private int publishHeld() {
        Integer published = held().filter(held -> held)
                .flatMap(held -> publishNext(properties.batchSize()))
                .block(ROUND_LIMIT);
        return published == null ? 0 : published;
    }

    private void waitFor(Duration longest) throws InterruptedException {
        if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private void gather(long beganAt) throws InterruptedException {
        Duration left = BETWEEN_ROUNDS.minusNanos(System.nanoTime() - beganAt);
        if (running && left.isPositive()) {
            Thread.sleep(left);
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
