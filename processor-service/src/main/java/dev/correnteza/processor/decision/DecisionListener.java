package dev.correnteza.processor.decision;

import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.RecordFaults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads decisions. The consumer thread waits until they are applied: offsets follow. */
@Component
class DecisionListener {
    private static final Logger log = LoggerFactory.getLogger(DecisionListener.class);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final byte[] NOTHING = {};

    private final Decisions decisions;
    private final AvroCodec<OperatorDecision> codec;
    private final Clock clock;

    DecisionListener(Decisions decisions, NewerSchemas newerSchemas, Clock clock) {
        this.decisions = decisions;
        this.codec = AvroCodec.of(OperatorDecision.class, newerSchemas);
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.OPERATOR_DECISIONS, groupId = "processor-decisions", batch = "true")
    void onDecisions(List<ConsumerRecord<String, byte[]>> batch) {
        Flux.fromIterable(
                        batch.stream().map(this::read).flatMap(Optional::stream).toList())
                .concatMap(decision -> decisions
                        .apply(decision)
                        // What cannot even be noted holds up nothing else.
                        .onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
                            passOver(decision.partition(), decision.offset(), RecordFaults.codeOf(fault));
                            return Mono.empty();
                        }))
                .then()
                .block(LIMIT);
    }

    private Optional<ReadDecision> read(ConsumerRecord<String, byte[]> record) {
        try {
            OperatorDecision decision = codec.decode(Objects.requireNonNullElse(record.value(), NOTHING));
            return Optional.of(ReadDecision.of(decision, record.partition(), record.offset(), clock.instant()));
        } catch (UndecodableRecord | IllegalArgumentException e) {
            passOver(record.partition(), record.offset(), "UNDECODABLE");
            return Optional.empty();
        }
    }

    private static void passOver(int partition, long offset, String errorCode) {
        log.atError()
                .addKeyValue("topic", Topics.OPERATOR_DECISIONS)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("errorCode", errorCode)
                .log("decision record cannot be used and is passed over");
    }
}
