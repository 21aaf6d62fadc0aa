package dev.correnteza.ingest.publish;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Writes records and completes when the broker acknowledged them (acks=all). Never blocks the caller: {@code Producer.send} may
 * wait for metadata or for buffer space, so one thread of its own hands records over, from a bounded queue.
 *
 * <p>A record that could not be handed over at once, or whose sender is gone, is never sent: what was answered with a failure
 * does not show up later. One that was handed over is resolved by the producer, which gives up before we do.
 */
public final class RecordPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final BlockingQueue<Waiting> queue;
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Duration answerWithin;
    private final Thread dispatcher;
    private volatile boolean closed;

    RecordPublisher(Producer<String, byte[]> producer, PublishProperties properties) {
        this.producer = producer;
        this.queue = new ArrayBlockingQueue<>(properties.maxWaiting());
        this.maxWaitingBytes = properties.maxWaitingSize().toBytes();
        this.answerWithin = properties.answerWithin();
        this.dispatcher = Thread.ofPlatform().name("record-publisher").daemon().start(this::dispatch);
    }

    /**
     * Completes once the record is durable.
     *
     * @return fails with {@link NotDurable} when it is not, within the configured time; the record may still have been written if
     *     the broker's answer was lost, which event ids make harmless
     */
    public Mono<Void> publish(ProducerRecord<String, byte[]> record) {
        return Mono.<Void>create(sink -> {
                    Waiting waiting = new Waiting(record, sink);
                    sink.onCancel(waiting::abandon);
                    if (closed || !offer(waiting)) {
                        sink.error(new NotDurable("too many records wait for the broker", null));
                    }
                })
                .timeout(answerWithin)
                .onErrorMap(TimeoutException.class, e -> new NotDurable("the broker did not acknowledge in time", e));
    }

    /** Records accepted and not yet handed to the producer. */
    int waiting() {
        return queue.size();
    }

    /** What was handed over is still resolved; what was not fails at once. */
    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
        producer.close(answerWithin);
        for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
            left.finish(null, "the service stops");
        }
    }

    private boolean offer(Waiting waiting) {
        if (waitingBytes.addAndGet(waiting.bytes()) <= maxWaitingBytes && queue.offer(waiting)) {
            return true;
        }
        waitingBytes.addAndGet(-waiting.bytes());
        return false;
    }

    private void dispatch() {
        while (!closed) {
            try {
                Waiting next = queue.take();
                waitingBytes.addAndGet(-next.bytes());
                if (next.take()) {
                    send(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, and sooner
    private void send(Waiting waiting) {
        if (waiting.isLate()) {
            waiting.finish(null, "the broker takes no records");
            return;
        }
        try {
            producer.send(waiting.record, (metadata, failure) -> {
                if (failure == null) {
                    waiting.sink.success();
                } else {
                    waiting.finish(failure, "the broker did not take the record");
                }
            });
        } catch (RuntimeException e) {
            waiting.finish(e, "the producer did not take the record");
        }
    }

    private static final class Waiting {
        private final ProducerRecord<String, byte[]> record;
        private final MonoSink<Void> sink;
        private final long since = System.nanoTime();
        private final AtomicBoolean decided = new AtomicBoolean();
        private volatile boolean abandoned;

        Waiting(ProducerRecord<String, byte[]> record, MonoSink<Void> sink) {
            this.record = record;
            this.sink = sink;
        }

        int bytes() {
            return record.value().length;
        }

        boolean isLate() {
            return System.nanoTime() - since > PublishProperties.HAND_OVER_WITHIN.toNanos();
        }

        boolean take() {
            return decided.compareAndSet(false, true);
        }

        void abandon() {
            abandoned = true;
            decided.set(true);
        }

        void finish(@Nullable Exception failure, String reason) {
            if (!abandoned) {
                sink.error(new NotDurable(reason, failure));
            }
        }
    }
}
