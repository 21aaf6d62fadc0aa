package dev.correnteza.ingest.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** A record on its way, and who waits for it to be durable. */
final class Outgoing {
    private final ProducerRecord<String, byte[]> record;
    private final MonoSink<Void> sink;
    private final long since = System.nanoTime();
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean ended;
    private volatile long handedOver;
    private volatile @Nullable Exception failure;

    Outgoing(ProducerRecord<String, byte[]> record, MonoSink<Void> sink) {
        this.record = record;
        this.sink = sink;
    }

    ProducerRecord<String, byte[]> record() {
        return record;
    }

    String topic() {
        return record.topic();
    }

    int bytes() {
        return record.value().length;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    /** Whether it is still waited for; from now on it may be written. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Nobody waits any more: if it was not taken yet, it is never written. */
    void abandon() {
        ended = true;
        taken.set(true);
    }

    void handOver() {
        handedOver = System.nanoTime();
    }

    boolean isHandedOverFor(Duration time) {
        return System.nanoTime() - handedOver > time.toNanos();
    }

    /** The producer gave up on it. Who waits for it is not told yet: there may be another way. */
    void refuse(Exception refusal) {
        failure = refusal;
    }

    @Nullable
    Exception refusal() {
        return failure;
    }

    /** Whether the one who waits has no answer yet. */
    boolean isWaitedFor() {
        return !ended;
    }

    void succeed() {
        ended = true;
        sink.success();
    }

    void fail(@Nullable Exception cause, String reason) {
        if (!ended) {
            abandon();
            sink.error(new NotDurable(reason, cause));
        }
    }
}
