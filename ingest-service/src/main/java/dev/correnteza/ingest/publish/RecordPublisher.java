package dev.correnteza.ingest.publish;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.correnteza.ingest.spool.Spool;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * Makes records durable and completes when they are: acknowledged by the broker (acks=all), or, while that does not happen in
 * time, forced to disk in the spool. Never blocks the caller: {@code Producer.send} may wait for metadata or for buffer space and
 * a disk for itself, so one thread of its own takes records on from a bounded queue.
 *
 * <p>A record that is still in that queue when its webhook is answered is never written: what was answered with a failure does not
 * show up later, as far as that can be had.
 */
public final class RecordPublisher implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final WaitingRecords waiting;
    private final Duration answerWithin;
    private final Timer deadlines;
    private final Dispatcher dispatcher;
    private final Thread thread;
    private volatile boolean closed;

    /** @param deadlines stopped when this closes */
    RecordPublisher(Producers producers, Spool spool, PublishProperties properties, Timer deadlines) {
        this.waiting = new WaitingRecords(
                properties.maxWaiting(), properties.maxWaitingSize().toBytes());
        this.answerWithin = properties.answerWithin();
        this.deadlines = deadlines;
        this.dispatcher = new Dispatcher(waiting, producers, spool, properties);
        this.thread = Thread.ofPlatform().name("record-publisher").daemon().start(dispatcher);
    }

    /**
     * Completes once the record is durable.
     *
     * @return fails with {@link NotDurable} when it is not, within the configured time; the record may still have been written if
     *     the broker's answer was lost, which event ids make harmless
     */
    public Mono<Void> publish(ProducerRecord<String, byte[]> record) {
        return Mono.create(sink -> {
            Outgoing outgoing = new Outgoing(record, sink);
            if (closed) {
                outgoing.fail(null, "the service stops");
                return;
            }
            Deadline deadline = new Deadline(outgoing);
            Timeout timeout = deadlines.newTimeout(deadline, answerWithin.toNanos(), NANOSECONDS);
            sink.onCancel(outgoing::abandon).onDispose(() -> {
                deadline.forget();
                timeout.cancel();
            });
            if (!waiting.offer(outgoing)) {
                outgoing.fail(null, "too many records wait");
            }
        });
    }

    /** Records accepted that were neither handed to the producer nor spooled yet. */
    int waiting() {
        return waiting.size();
    }

    /** Whether a record that comes now is likely to become durable, as far as is known. */
    boolean canTake() {
        return !closed && dispatcher.canTake();
    }

    /** Whether records of any topic go to the spool now. */
    boolean isSpooling() {
        return dispatcher.isSpooling();
    }

    /** What was handed over is still resolved; what was not fails at once. */
    @Override
    public void close() {
        closed = true;
        waiting.failAll("the service stops");
        dispatcher.stop();
        try {
            thread.join(answerWithin.plus(STOP_WITHIN));
            dispatcher.joinDrainers(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.failAll("the service stops"); // what came in between
        deadlines.stop();
    }
}
