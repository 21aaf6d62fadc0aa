package dev.correnteza.ingest.publish;

import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Publishing while the spool takes nothing, on a machine that may stall. */
final class TestPublishing {
    private TestPublishing() {}

    /**
     * Publishes a record now, and again whenever it waited too long in our own queue: then it was not sent, and nothing was learnt
     * of the broker.
     */
    static Mono<Void> handedOverInTime(RecordPublisher publisher, ProducerRecord<String, byte[]> record) {
        Mono<Void> result = publisher
                .publish(record)
                .retryWhen(Retry.indefinitely()
                        .filter(failure -> "the broker takes no records".equals(failure.getMessage())))
                .cache();
        result.onErrorComplete().subscribe();
        return result;
    }
}
