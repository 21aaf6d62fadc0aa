package dev.correnteza.ingest.publish;

import dev.correnteza.ingest.spool.Spool;
import dev.correnteza.ingest.spool.SpoolFailure;
import dev.correnteza.ingest.spool.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the spooled records of one topic in order, and deletes them once they are acknowledged. Its producer never gives up a
 * record and has one request under way, so that of what was sent to a partition always a first part is written. When it has to be replaced,
 * all that was not acknowledged is sent again.
 */
final class Drainer implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Drainer.class);
    private static final int WINDOW_RECORDS = 1_000;
    private static final long WINDOW_BYTES = 4L << 20;
    private static final Duration WINDOW_WITHIN = Duration.ofSeconds(30);
    private static final Duration RECENTLY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String topic;
    private final Spool spool;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Thread thread;
    private final long startedAt = System.nanoTime();
    private @Nullable Producer<String, byte[]> producer;
    private Duration pause = SHORTEST_PAUSE;
    private long refusedNumber = -1;
    private volatile boolean stopped;
    private final AtomicLong drained = new AtomicLong();
    private volatile long flowedAt = startedAt - RECENTLY.toNanos();
    private volatile long notHeldBefore = startedAt;

    private Drainer(String topic, Spool spool, Supplier<Producer<String, byte[]>> producers) {
        this.topic = topic;
        this.spool = spool;
        this.producers = producers;
        this.thread =
                Thread.ofPlatform().name("spool-drainer-" + topic).daemon().unstarted(this);
    }

    /** @param producers make one that never gives up a record */
    static Drainer start(String topic, Spool spool, Supplier<Producer<String, byte[]>> producers) {
        Drainer drainer = new Drainer(topic, spool, producers);
        drainer.thread.start();
        return drainer;
    }

    /** Nothing waits. It stays so if nothing is spooled. */
    boolean isDone() {
        return spool.waiting(topic) == 0;
    }

    /** The broker takes records now, and few of them are left. */
    boolean isAlmostDone() {
        long now = System.nanoTime();
        return now - flowedAt < RECENTLY.toNanos()
                && now - notHeldBefore >= 0
                && spool.waiting(topic) <= WINDOW_RECORDS;
    }

    /** Waits until nothing waits; after it was in vain, {@link #isAlmostDone} says no for a while. */
    synchronized boolean awaitDone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isDone()) {
            long leftMs = millisUntil(deadline);
            if (leftMs <= 0) {
                notHeldBefore = System.nanoTime() + LONGEST_PAUSE.toNanos();
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    /** Records written so far. */
    long drained() {
        return drained.get();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** Something was spooled. */
    synchronized void wake() {
        notifyAll();
    }

    /** Ends soon, after what is under way. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Ends at once. What is not written stays in the spool. */
    void abort() {
        stopped = true;
        thread.interrupt();
    }

    /** Waits for the end, up to this long. */
    void join(Duration patience) throws InterruptedException {
        thread.join(patience);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                if (drainsWindow()) {
                    pause = SHORTEST_PAUSE;
                } else {
                    pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
            spool.reclaim(topic);
        } catch (InterruptedException | InterruptException e) {
            stopped = true;
        } catch (SpoolFailure e) {
            stopped = true; // said where it arose; the records are still there
        } finally {
            Thread.interrupted(); // or the producer would be left half closed
            closeProducer();
        }
    }

    private synchronized void pause(Duration length) throws InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        for (long leftMs = length.toMillis(); leftMs > 0 && !stopped; leftMs = millisUntil(deadline)) {
            wait(leftMs);
        }
    }

    private synchronized void awaitMore() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_PAUSE.toNanos();
        for (long leftMs = millisUntil(deadline); leftMs > 0 && !stopped && isDone(); leftMs = millisUntil(deadline)) {
            wait(leftMs);
        }
    }

    private static long millisUntil(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }

    /** @return whether all that was tried was written */
    private boolean drainsWindow() throws InterruptedException {
        try {
            List<StoredRecord> window = spool.read(topic, WINDOW_RECORDS, WINDOW_BYTES);
            if (window.isEmpty()) {
                awaitMore();
                return true;
            }
            int written = write(window);
            if (written > 0) {
                spool.delete(topic, window.get(written - 1));
                drained.addAndGet(written);
            }
            if (written == window.size()) {
                flowedAt = System.nanoTime();
            }
            wake();
            return written == window.size();
        } catch (SpoolFailure e) {
            return false; // said where it arose
        }
    }

    /** @return how many, counted from the first, are written for sure */
    private int write(List<StoredRecord> window) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(window.size());
        int written = 0;
        try {
            for (StoredRecord next : window) {
                Future<RecordMetadata> result = producer().send(next.record());
                sent.add(result);
                if (result.state() == Future.State.FAILED) {
                    break;
                }
            }
            long deadline = System.nanoTime() + WINDOW_WITHIN.toNanos();
            for (Future<RecordMetadata> result : sent) {
                result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                written++;
            }
        } catch (ExecutionException e) {
            failed(window.get(written), e.getCause(), written == sent.size() - 1);
        } catch (java.util.concurrent.TimeoutException e) {
            failed(window.get(written), e, false);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(window.get(written), e, false);
        }
        return written;
    }

    private void failed(StoredRecord record, @Nullable Throwable failure, boolean nothingInFlight) {
        if (!(nothingInFlight && failure instanceof TimeoutException)) {
            closeProducer();
        }
        if (Lane.isFaultOfTheRecord(failure) && refusedNumber != record.number()) {
            refusedNumber = record.number();
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue(
                            "errorCode",
                            failure == null ? "" : failure.getClass().getSimpleName())
                    .log("the broker refuses a spooled record, which holds up those behind it");
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private void closeProducer() {
        Producer<String, byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }
}
