package dev.correnteza.ingest;

import dev.correnteza.embedded.KafkaTopics;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of a broker: made from the catalogue, written and read without anything of the service. */
record TestTopics(String bootstrapServers) {
    private static final int PARTITIONS = 3;

    /** The broker that all tests of this JVM share. */
    static TestTopics shared() {
        TestTopics topics = new TestTopics(TestStack.kafka().bootstrapServers());
        TestStack.createTopics(catalogue());
        return topics;
    }

    static List<NewTopic> catalogue() {
        return Topics.ALL.stream()
                .map((TopicSpec spec) -> new NewTopic(spec.name(), PARTITIONS, (short) 1).configs(spec.settings(1)))
                .toList();
    }

    void create() {
        KafkaTopics.createMissing(bootstrapServers, catalogue());
    }

    void publish(GatewayTestAccount account) throws Exception {
        publish(
                Topics.GATEWAY_ACCOUNTS,
                account.accountId(),
                AvroCodec.of(GatewayAccount.class).encode(account.asRecord()));
    }

    void publish(TestAccount account, AccountStatus status) throws Exception {
        publish(Topics.GATEWAY_ACCOUNTS, account.accountId(), encoded(account, status));
    }

    void publishAll(List<TestAccount> accounts, AccountStatus status) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            for (TestAccount account : accounts) {
                producer.send(
                        new ProducerRecord<>(Topics.GATEWAY_ACCOUNTS, account.accountId(), encoded(account, status)));
            }
        }
    }

    void publish(GatewayAccount account) throws Exception {
        publish(
                Topics.GATEWAY_ACCOUNTS,
                account.getAccountId(),
                AvroCodec.of(GatewayAccount.class).encode(account));
    }

    static byte[] encoded(TestAccount account, AccountStatus status) {
        return AvroCodec.of(GatewayAccount.class).encode(account.asRecord(status));
    }

    void publish(String topic, String key, byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(60, TimeUnit.SECONDS);
        }
    }

    /** All records that are in a topic now. */
    List<ConsumerRecord<String, byte[]>> read(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
