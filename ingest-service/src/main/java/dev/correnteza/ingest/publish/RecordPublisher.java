package dev.correnteza.ingest.publish;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Writes records and completes when the broker acknowledged them (acks=all). Never blocks the caller: {@code Producer.send} may
 * wait for metadata or for buffer space, so one thread of its own hands records over, from a bounded queue.
 *
 * <p>A record whose time ran out while it waited in the queue is never sent: what was answered with a failure does not show up
 * later. One that was handed over is resolved by the producer, whose delivery timeout is shorter than ours.
 */
public final class RecordPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final BlockingQueue<Waiting> queue;
    private final Duration answerWithin;
    private final Thread dispatcher;
    private volatile boolean closed;

    RecordPublisher(Producer<String, byte[]> producer, PublishProperties properties) {
        this.producer = producer;
        this.queue = new ArrayBlockingQueue<>(properties.maxWaiting());
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
                    if (closed || !queue.offer(waiting)) {
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

    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
        producer.close(answerWithin);
    }

    private void dispatch() {
        while (!closed) {
            try {
                Waiting next = queue.poll(1, TimeUnit.SECONDS);
                if (next != null && next.take()) {
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
        try {
            producer.send(waiting.record, (metadata, failure) -> waiting.finish(failure));
        } catch (RuntimeException e) {
            waiting.finish(e);
        }
    }

    private static final class Waiting {
        private final ProducerRecord<String, byte[]> record;
        private final MonoSink<Void> sink;
        private final AtomicBoolean decided = new AtomicBoolean();

        Waiting(ProducerRecord<String, byte[]> record, MonoSink<Void> sink) {
            this.record = record;
            this.sink = sink;
        }

        boolean take() {
            return decided.compareAndSet(false, true);
        }

        void abandon() {
            decided.set(true);
        }

        void finish(@Nullable Exception failure) {
            if (failure == null) {
                sink.success();
            } else {
                sink.error(new NotDurable("the broker did not take the record", failure));
            }
        }
    }
}
