package dev.correnteza.processor.delivery;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.delivery.DeliveryRepository.ReadDelivery;
import dev.correnteza.processor.sql.RecordFaults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what tracking-service delivered, for explaining a payment. */
@Component
class DeliveryListener {
    private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};

    private final DeliveryRepository repository;
    private final AvroCodec<ConversionDelivery> codec;

    DeliveryListener(DeliveryRepository repository, NewerSchemas newerSchemas) {
        this.repository = repository;
        this.codec = AvroCodec.of(ConversionDelivery.class, newerSchemas);
    }

    @KafkaListener(topics = Topics.CONVERSION_DELIVERIES, groupId = "processor-deliveries", batch = "true")
    void onDeliveries(List<ConsumerRecord<String, byte[]>> batch) {
        // A statement may name a row only once: what was finished last counts, as between batches.
        Map<TenantDelivery, ReadDelivery> newest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                ConversionDelivery delivery = codec.decode(Objects.requireNonNullElse(record.value(), NOTHING));
                newest.merge(
                        new TenantDelivery(delivery.getTenantId(), delivery.getDeliveryId()),
                        new ReadDelivery(delivery, record.partition(), record.offset()),
                        (before, now) -> now.delivery()
                                        .getFinishedAt()
                                        .isBefore(before.delivery().getFinishedAt())
                                ? before
                                : now);
            } catch (UndecodableRecord e) {
                passOver(record.partition(), record.offset(), "UNDECODABLE");
            }
        }
        List<ReadDelivery> deliveries = List.copyOf(newest.values());
        Mono.defer(() -> repository.write(deliveries))
                .onErrorResume(RecordFaults::isFaultOfARecord, fault -> oneByOne(deliveries))
                .block(LIMIT);
    }

    // What cannot be stored holds up nothing else.
    private Mono<Void> oneByOne(List<ReadDelivery> deliveries) {
        return Flux.fromIterable(deliveries)
                .concatMap(one -> Mono.defer(() -> repository.write(List.of(one)))
                        .onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
                            passOver(one.partition(), one.offset(), RecordFaults.codeOf(fault));
                            return Mono.empty();
                        }))
                .then();
    }

    private static void passOver(int partition, long offset, String errorCode) {
        log.atError()
                .addKeyValue("topic", Topics.CONVERSION_DELIVERIES)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("errorCode", errorCode)
                .log("delivery record cannot be used and is passed over");
    }

    private record TenantDelivery(String tenantId, String deliveryId) {}
}
