package dev.correnteza.standalone.records;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic without a consumer group, so that nobody else's position changes.
 *
 * @param fromBeginning whether from the first record that is there; else from the next
 * @param limit how many records at most
 * @param follow whether records that are yet to come are waited for
 */
public record TopicTail(String bootstrapServers, boolean fromBeginning, long limit, boolean follow) {
    private static final Duration POLL = Duration.ofMillis(250);

    /**
     * @param reader tells whether a record counts against the limit
     * @return whether there is such a topic
     */
    public boolean read(String topic, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                return false;
            }
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            read(consumer, partitions, reader);
            return true;
        }
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        long seen = 0;
        while (follow || partitions.stream().anyMatch(it -> consumer.position(it) < end.getOrDefault(it, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (reader.test(record) && ++seen >= limit) {
                    return;
                }
            }
        }
    }
}
