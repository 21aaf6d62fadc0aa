package dev.correnteza.bench.books;

import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics of transitions back and compares those of a tenant, by transition id, with those that the books have. */
public final class TransitionAudit {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final AvroCodec<PaymentTransition> OPEN = AvroCodec.of(PaymentTransition.class);
    private static final AvroCodec<PrivateTransition> CLOSED = AvroCodec.of(PrivateTransition.class);

    private TransitionAudit() {}

    /**
     * What is in a topic.
     *
     * @param records all of the tenant
     * @param distinct ids among them
     * @param lost ids that the books have and the topic has not
     * @param foreign ids that the topic has and the books have not
     * @param contradicting records that say another step, payment or key than an earlier one with the same id
     */
    public record Findings(int records, int distinct, int lost, int foreign, int contradicting) {
        boolean isClean() {
            return lost == 0 && foreign == 0 && contradicting == 0;
        }
    }

    static Findings open(String bootstrapServers, String tenantId, Set<String> ids) {
        return read(bootstrapServers, Topics.PAYMENT_TRANSITIONS, tenantId, ids, OPEN::decode);
    }

    static Findings closed(String bootstrapServers, String tenantId, Set<String> ids) {
        return read(
                bootstrapServers,
                Topics.PAYMENT_TRANSITIONS_PRIVATE,
                tenantId,
                ids,
                value -> CLOSED.decode(value).getTransition());
    }

    private static Findings read(
            String bootstrapServers, String topic, String tenantId, Set<String> ids, Decoder decoder) {
        Map<String, String> told = new HashMap<>();
        int records = 0;
        int contradicting = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
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
                    PaymentTransition transition = decoder.decode(record.value());
                    if (!transition.getTenantId().equals(tenantId)) {
                        continue; // of a canary
                    }
                    records++;
                    String step = record.key() + " " + transition.getPaymentId() + " " + transition.getEventId() + " "
                            + transition.getFromStatus() + " " + transition.getToStatus();
                    String earlier = told.putIfAbsent(transition.getTransitionId(), step);
                    if (!record.key().equals(transition.getPaymentId()) || (earlier != null && !earlier.equals(step))) {
                        contradicting++;
                    }
                }
            }
        } catch (UndecodableRecord e) {
            throw new IllegalStateException(topic + ": holds what is no transition", e);
        }
        int lost = (int) ids.stream().filter(id -> !told.containsKey(id)).count();
        int foreign =
                (int) told.keySet().stream().filter(id -> !ids.contains(id)).count();
        return new Findings(records, told.size(), lost, foreign, contradicting);
    }

    private interface Decoder {
        PaymentTransition decode(byte[] value) throws UndecodableRecord;
    }
}
