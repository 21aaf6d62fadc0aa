package dev.correnteza.bench.delivery;

import dev.correnteza.bench.webhook.Webhook;
import dev.correnteza.bench.webhook.WebhookSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Begins a delivery at each beat, whatever became of those before, until stopped. */
public final class SteadyLoad {
    private static final int MAX_UNDER_WAY = 50_000;

    private final WebhookSource source;
    private final Gateways gateways;
    private final long nanosBetween;
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    private final Thread thread =
            Thread.ofPlatform().name("steady-load").daemon().unstarted(this::run);
    private volatile long begun;
    private volatile long nanos;
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
        try {
            for (long beat = 0; !stopped; beat++) {
                TimeUnit.NANOSECONDS.sleep(startedAt + beat * nanosBetween - System.nanoTime());
                underWay.acquire();
                Webhook webhook = source.next();
                Thread.ofVirtual().start(() -> deliver(webhook));
                begun = beat + 1;
                nanos = System.nanoTime() - startedAt;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Deliveries begun in a second, on average; less than asked for when the machine cannot. */
    public double ratePerSecond() {
        return nanos == 0 ? 0 : begun * 1e9 / nanos;
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
