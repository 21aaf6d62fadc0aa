package dev.correnteza.ingest.publish;

import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.ingest.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {
    private static final int MAX_BLOCK_MS = 500;
    private static final int BATCH_BYTES = 128 << 10; // a record has a few kilobytes, the default holds four

    private static final long DRAINING_BUFFER_BYTES =
            8L << 20; // twice what a drainer reads at once; a producer keeps all it ever took

    @Bean(destroyMethod = "close")
    RecordPublisher recordPublisher(
            KafkaProperties kafka, PublishProperties properties, Spool spool, MeterRegistry registry) {
        int deliveryTimeoutMs = Math.toIntExact(properties.deliverWithin().toMillis());
        Map<String, Object> direct = direct(kafka, deliveryTimeoutMs);
        Map<String, Object> draining = draining(kafka, deliveryTimeoutMs);
        RecordPublisher publisher = new RecordPublisher(
                new Producers(() -> producer(direct), () -> producer(draining)), spool, properties, deadlines());
        Gauge.builder("correnteza.ingest.publish.waiting", publisher, RecordPublisher::waiting)
                .description("Records waiting to be handed to the producer or to the spool")
                .register(registry);
        Gauge.builder("correnteza.ingest.publish.spooling", publisher, p -> p.isSpooling() ? 1 : 0)
                .description("1 while records of any topic go to the spool")
                .register(registry);
        return publisher;
    }

    // Many are set and nearly all are cancelled, which a wheel does at less cost than a heap.
    private static Timer deadlines() {
        return new HashedWheelTimer(new DefaultThreadFactory("record-deadlines", true));
    }

    /** Not ready only when neither broker nor spool can take a webhook, as far as is known. */
    @Bean("publishHealthIndicator")
    HealthIndicator publishHealth(RecordPublisher publisher) {
        return () -> (publisher.canTake() ? Health.up() : Health.down())
                .withDetail("spooling", publisher.isSpooling())
                .build();
    }

    static Map<String, Object> direct(KafkaProperties kafka, int deliveryTimeoutMs) {
        Map<String, Object> settings = settings(kafka, deliveryTimeoutMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeoutMs);
        return settings;
    }

    static Map<String, Object> draining(KafkaProperties kafka, int requestTimeoutMs) {
        Map<String, Object> settings = settings(kafka, requestTimeoutMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, DRAINING_BUFFER_BYTES);
        return settings;
    }

    /**
     * One request at a time to each broker, for two reasons. A record that comes alone goes at once, and those that come while a request
     * is under way go together with the next: batches follow the load, which waiting for a fixed time does not.
     *
     * <p>And with several, idempotence was seen not to keep the order at a broker that had just started. Inferred: it takes any sequence
     * number of a producer that it does not know as the first, so that when it refuses a request and takes the one behind it, the first
     * can only be written last, or not at all.
     */
    private static Map<String, Object> settings(KafkaProperties kafka, int deliveryTimeoutMs) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.MAX_RECORD_BYTES);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeoutMs);
        return settings;
    }

    private static Producer<String, byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
