package dev.correnteza.processor.delivery;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.delivery.DeliveryRepository.ReadDelivery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Keeps what tracking-service delivered, for explaining a payment. */
@Component
class DeliveryListener {
    private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DeliveryRepository repository;
    private final AvroCodec<ConversionDelivery> codec;

    DeliveryListener(DeliveryRepository repository, NewerSchemas newerSchemas) {
        this.repository = repository;
        this.codec = AvroCodec.of(ConversionDelivery.class, newerSchemas);
    }

    @KafkaListener(topics = Topics.CONVERSION_DELIVERIES, groupId = "processor-deliveries", batch = "true")
    void onDeliveries(List<ConsumerRecord<String, byte[]>> batch) {
        // A statement may name a row only once: the last record of a delivery counts.
        Map<String, ReadDelivery> newest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                ConversionDelivery delivery = codec.decode(record.value());
                newest.put(delivery.getDeliveryId(), new ReadDelivery(delivery, record.partition(), record.offset()));
            } catch (UndecodableRecord e) {
                log.atError()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .setCause(e)
                        .log("delivery record cannot be read and is passed over");
            }
        }
        repository.write(List.copyOf(newest.values())).block(LIMIT);
    }
}
