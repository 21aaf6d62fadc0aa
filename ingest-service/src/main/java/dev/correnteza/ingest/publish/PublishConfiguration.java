package dev.correnteza.ingest.publish;

import dev.correnteza.events.topic.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {
    // The producer gives up before we do, so that its verdict and not our impatience decides the answer.
    private static final int DELIVERY_HEAD_START_MS = 1_000;
    private static final int LINGER_MS = 1;
    private static final int MAX_BLOCK_MS = 500;

    @Bean(destroyMethod = "close")
    RecordPublisher recordPublisher(KafkaProperties kafka, PublishProperties properties) {
        int deliveryTimeoutMs = Math.toIntExact(properties.answerWithin().toMillis()) - DELIVERY_HEAD_START_MS;
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.MAX_RECORD_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeoutMs);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeoutMs - LINGER_MS);
        return new RecordPublisher(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()), properties);
    }
}
