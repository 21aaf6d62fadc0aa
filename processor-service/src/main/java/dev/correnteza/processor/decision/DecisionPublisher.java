package dev.correnteza.processor.decision;

import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.page.NotPublished;
import java.time.Duration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes decisions to their topic: from there they are applied, now and whenever the books are made anew. */
@Component
class DecisionPublisher {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaTemplate<String, byte[]> kafka;
    private final AvroCodec<OperatorDecision> codec = AvroCodec.of(OperatorDecision.class);

    DecisionPublisher(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * Emits the decision when the broker acknowledged it; fails with {@link NotPublished} when it did not.
     *
     * @param key what is decided about: decisions of one key are read in their order
     */
    Mono<OperatorDecision> publish(String key, OperatorDecision decision) {
        byte[] record = codec.encode(decision);
        // send() may wait for metadata: not on an event loop.
        return Mono.defer(() -> Mono.fromFuture(kafka.send(Topics.OPERATOR_DECISIONS, key, record)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(LIMIT)
                .onErrorMap(NotPublished::new)
                .thenReturn(decision);
    }
}
