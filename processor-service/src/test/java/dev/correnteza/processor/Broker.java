package dev.correnteza.processor;

import dev.correnteza.embedded.KafkaTopics;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The other end of the topics. */
final class Broker implements AutoCloseable {
    private static final AvroCodec<PaymentEvent> EVENTS = AvroCodec.of(PaymentEvent.class);
    private static final List<String> GROUPS = List.of(
            "processor",
            "processor-backfill",
            "processor-conservation",
            "processor-accounts",
            "processor-quarantine",
            "processor-refused",
            "processor-deliveries",
            "processor-decisions");

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                // A topic that was created a moment ago answers requests in flight out of order.
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        1),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes an event as ingest-service does. */
    void publish(String topic, PaymentEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, CorrelationKey.of(event), EVENTS.encode(event));
        record.headers().add(RecordHeaders.TENANT_ID, event.getTenantId().getBytes(StandardCharsets.UTF_8));
        record.headers().add(RecordHeaders.ACCOUNT_ID, event.getAccountId().getBytes(StandardCharsets.UTF_8));
        send(record);
    }

    void publish(String topic, String key, byte @Nullable [] value, String tenantId) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add(RecordHeaders.TENANT_ID, tenantId.getBytes(StandardCharsets.UTF_8));
        send(record);
    }

    void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    /** All records of a topic. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records of a topic a group has behind it. */
    long committed(String group, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    /** Lets the next instance begin at once, instead of when the session of a killed one is over. */
    void forgetKilledMembers() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            for (String group : GROUPS) {
                // Of a group that nobody is in the client refuses to remove all.
                if (!hasMembers(admin, group)) {
                    continue;
                }
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        }
    }

    void createTopics(Collection<NewTopic> topics) {
        KafkaTopics.createMissing(bootstrapServers, topics);
    }

    @Override
    public void close() {
        producer.close();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static boolean hasMembers(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            return !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }
}
