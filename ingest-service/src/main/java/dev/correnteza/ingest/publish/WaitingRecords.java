package dev.correnteza.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Records that nobody has looked at yet, in order of arrival; bounded in number and in size. */
final class WaitingRecords {
    private static final int GROUP_RECORDS = 2_000;
    private static final long GROUP_BYTES = 4L << 20;
    private static final long BUSY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private final BlockingQueue<Outgoing> queue;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private long lastTakenAt = System.nanoTime(); // of the one thread that takes

    WaitingRecords(int maxRecords, long maxBytes) {
        this.queue = new ArrayBlockingQueue<>(maxRecords);
        this.maxBytes = maxBytes;
    }

    /** @return whether there was room */
    boolean offer(Outgoing record) {
        if (bytes.addAndGet(record.bytes()) <= maxBytes && queue.offer(record)) {
            return true;
        }
        bytes.addAndGet(-record.bytes());
        return false;
    }

    /** Those that wait and are still waited for, up to the size of a group; empty when none came within the time. */
    List<Outgoing> takeGroup(Duration patience) throws InterruptedException {
        List<Outgoing> group = new ArrayList<>();
        long groupBytes = 0;
        @Nullable Outgoing next = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (next != null) {
            gather();
        }
        while (next != null) {
            bytes.addAndGet(-next.bytes());
            if (next.take()) {
                group.add(next);
                groupBytes += next.bytes();
            }
            next = group.size() < GROUP_RECORDS && groupBytes < GROUP_BYTES ? queue.poll() : null;
        }
        return group;
    }

    /** Under load, lets a few come together: waking the thread for each would cost more than what it does with it. */
    private void gather() {
        long now = System.nanoTime();
        if (now - lastTakenAt < BUSY_NANOS) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
        lastTakenAt = now;
    }

    int size() {
        return queue.size();
    }

    /** Answers for all that wait. */
    void failAll(String reason) {
        for (Outgoing left = queue.poll(); left != null; left = queue.poll()) {
            left.fail(null, reason);
        }
    }
}
