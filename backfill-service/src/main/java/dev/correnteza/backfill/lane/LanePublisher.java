package dev.correnteza.backfill.lane;

import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.TransientFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes records and says when they are safe. */
@Component
public class LanePublisher {
    private final KafkaTemplate<String, byte[]> kafka;

    LanePublisher(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * Completes when every record is acknowledged by all replicas in sync. On an error some may have been written and some not:
     * write all of them again.
     */
    public Mono<Void> publish(List<ProducerRecord<String, byte[]>> records) {
        return Mono.defer(() -> Mono.fromFuture(CompletableFuture.allOf(
                        records.stream().map(kafka::send).toArray(CompletableFuture[]::new))))
                // Sending waits while the producer's buffer is full or the broker is away.
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(failure -> new TransientFailure(ErrorCode.BROKER_UNAVAILABLE, failure));
    }
}
