package dev.correnteza.bench.delivery;

import dev.correnteza.bench.webhook.Webhook;
import dev.correnteza.bench.webhook.WebhookSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Begins a delivery at each beat, whatever became of those before, until stopped. What a busy machine is late by is made up for, but
 * no more than a second of it: how many were begun is part of the result. The rate grows to the full one in the first 20 s.
 */
public final class SteadyLoad {
    private static final int MAX_UNDER_WAY = 50_000;

    /** Cold JVMs cannot take the full rate at once. */
    private static final long RAMP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WebhookSource source;
    private final Gateways gateways;
    private final long nanosBetween;
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    private final Thread thread =
            Thread.ofPlatform().name("steady-load").daemon().unstarted(this::run);
    private volatile long begun;
    private volatile boolean stopped;

    private SteadyLoad(WebhookSource source, Gateways gateways, int ratePerSecond) {
        this.source = source;
        this.gateways = gateways;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    }

    public static SteadyLoad start(WebhookSource source, Gateways gateways, int ratePerSecond) {
        SteadyLoad load = new SteadyLoad(source, gateways, ratePerSecond);
        load.thread.start();
        return load;
    }

    private void run() {
        long startedAt = System.nanoTime();
        long due = startedAt;
        try {
            for (long beat = 0; !stopped; beat++) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                long now = System.nanoTime();
                due = Math.max(due + pause(now - startedAt), now - MOST_BEHIND_NANOS);
                underWay.acquire();
                Webhook webhook = source.next();
                Thread.ofVirtual().start(() -> deliver(webhook));
                begun = beat + 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Longer in the first seconds, while the rate grows to the full one. */
    private long pause(long nanosSinceStart) {
        double share = Math.min(1, Math.max(0.05, (double) nanosSinceStart / RAMP_NANOS));
        return (long) (nanosBetween / share);
    }

    private void deliver(Webhook webhook) {
        try {
            gateways.deliver(webhook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.release();
        }
    }

    /** Deliveries begun so far. */
    public long begun() {
        return begun;
    }

    /**
     * Begins no more, and waits for those under way.
     *
     * @return whether all ended within the patience
     */
    public boolean stop(Duration patience) throws InterruptedException {
        stopped = true;
        thread.join();
        return underWay.tryAcquire(MAX_UNDER_WAY, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
