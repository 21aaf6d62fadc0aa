package dev.correnteza.bench.audit;

import dev.correnteza.bench.webhook.WebhookSource;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all that is in the topics of ingest now, without a consumer group. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, Function<byte[], RawWebhook>> RAW = Map.of(
            Topics.PAYMENT_EVENTS, raw(PaymentEvent.class, PaymentEvent::getRaw),
            Topics.GATEWAY_NOTIFICATIONS, raw(GatewayNotification.class, GatewayNotification::getRaw),
            Topics.WEBHOOK_QUARANTINE, raw(QuarantinedWebhook.class, QuarantinedWebhook::getRaw));

    private TopicReader() {}

    /** @throws IllegalStateException when a topic cannot be read to its end */
    public static void read(String bootstrapServers, Audit audit) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "enable.auto.commit", false, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            RAW.forEach((topic, rawOf) -> read(consumer, topic, rawOf, audit));
        }
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer, String topic, Function<byte[], RawWebhook> rawOf, Audit audit) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (partitions.stream().anyMatch(it -> consumer.position(it) < end.getOrDefault(it, 0L))) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(topic + ": not read to its end (expected: within 3 minutes)");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                ByteBuffer body = rawOf.apply(record.value()).getBody();
                byte[] bytes = new byte[body.remaining()];
                body.duplicate().get(bytes);
                audit.found(topic, record.key(), WebhookSource.hash(bytes));
            }
        }
    }

    private static <T extends SpecificRecord> Function<byte[], RawWebhook> raw(
            Class<T> type, Function<T, RawWebhook> raw) {
        AvroCodec<T> codec = AvroCodec.of(type);
        return value -> {
            try {
                return raw.apply(codec.decode(value));
            } catch (UndecodableRecord e) {
                throw new IllegalStateException("record of " + type.getSimpleName() + ": cannot be read", e);
            }
        };
    }
}
