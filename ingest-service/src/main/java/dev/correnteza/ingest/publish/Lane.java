package dev.correnteza.ingest.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** The records of one topic that were handed to the producer and are not acknowledged, in order. */
final class Lane {
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    private final Deque<Outgoing> inFlight = new ArrayDeque<>();
    private volatile boolean refused;
    private volatile long refusedAt = System.nanoTime() - FORGOTTEN_AFTER.toNanos();

    /** Hands a record over; what becomes of it is told by the producer, at once or later. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, and sooner
    void send(Outgoing next, Supplier<Producer<String, byte[]>> producer) {
        next.handOver();
        synchronized (inFlight) {
            inFlight.add(next);
        }
        try {
            producer.get().send(next.record(), (metadata, failure) -> resolve(next, failure));
        } catch (RuntimeException e) {
            resolve(next, e);
        }
    }

    private void resolve(Outgoing sent, @Nullable Exception failure) {
        if (failure == null) {
            refusedAt = System.nanoTime() - FORGOTTEN_AFTER.toNanos();
            sent.succeed();
        } else if (isFaultOfTheRecord(failure)) {
            sent.fail(failure, "the broker refused the record");
        } else {
            refusedAt = System.nanoTime();
            sent.refuse(failure);
            refused = true;
        }
    }

    /** Such a record would be refused again and again, and hold up those behind it. */
    static boolean isFaultOfTheRecord(@Nullable Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
    }

    /** Whether a record was given up by the producer, or was not acknowledged for this long. */
    boolean isFailing(Duration overdue) {
        if (refused) {
            return true;
        }
        Outgoing oldest = oldest();
        return oldest != null && oldest.isHandedOverFor(overdue);
    }

    boolean isIdle() {
        return oldest() == null;
    }

    private @Nullable Outgoing oldest() {
        synchronized (inFlight) {
            removeEnded(inFlight);
            return inFlight.peek();
        }
    }

    private static void removeEnded(Queue<Outgoing> records) {
        for (Outgoing oldest = records.peek(); oldest != null && !oldest.isWaitedFor(); oldest = records.peek()) {
            records.remove();
        }
    }

    /** Whether the last that was heard from the broker is a failure, and not long ago: without trying nothing is heard. */
    boolean isRefusing() {
        return System.nanoTime() - refusedAt < FORGOTTEN_AFTER.toNanos();
    }

    /** Answers for the records that the producer gave up: there is no other way for them. */
    void giveUpRefused() {
        refused = false;
        synchronized (inFlight) {
            for (Outgoing sent : inFlight) {
                if (sent.refusal() != null) {
                    sent.fail(sent.refusal(), "the broker did not take the record");
                }
            }
            inFlight.removeIf(sent -> !sent.isWaitedFor());
        }
    }

    /** All that is still waited for, in order. The producer must have been closed: nothing of it may be written later. */
    List<Outgoing> takeBack() {
        synchronized (inFlight) {
            refused = false;
            inFlight.removeIf(sent -> !sent.isWaitedFor());
            List<Outgoing> waitedFor = new ArrayList<>(inFlight);
            inFlight.clear();
            return waitedFor;
        }
    }
}
