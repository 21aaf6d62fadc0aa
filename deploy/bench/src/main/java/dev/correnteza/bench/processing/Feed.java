package dev.correnteza.bench.processing;

import dev.correnteza.bench.processing.SaleEvents.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events that nobody sees, then shows them all at once: what is measured is how they are applied, not how they come. A
 * transaction does that, and consumers that read what is committed.
 */
final class Feed implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 10;
    private static final long ANSWER_WITHIN_SECONDS = 30;
    private static final int TRANSACTION_TIMEOUT_MS = 900_000;

    private final KafkaProducer<String, byte[]> producer;
    private final Admin admin;
    private final Map<TopicPartition, Long> written = new ConcurrentHashMap<>();

    Feed(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "batch.size",
                        1 << 17,
                        "linger.ms",
                        5,
                        "transactional.id",
                        "bench-" + UUID.randomUUID(),
                        "transaction.timeout.ms",
                        TRANSACTION_TIMEOUT_MS),
                new StringSerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer.initTransactions();
    }

    /**
     * Writes events to as many topics as there are lanes and shows them.
     *
     * @return when they were shown, as {@link System#nanoTime}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the end of the transaction tells
    long write(int events, Supplier<Event> source, List<String> topics) {
        written.clear();
        producer.beginTransaction();
        for (int i = 0; i < events; i++) {
            Event event = source.get();
            String topic = topics.get(event.sale() % topics.size());
            producer.send(event.to(topic), (metadata, failure) -> {
                if (failure == null) {
                    written.merge(new TopicPartition(topic, metadata.partition()), metadata.offset() + 1, Long::max);
                }
            });
        }
        producer.flush();
        producer.commitTransaction(); // fails where a record was not written
        return System.nanoTime();
    }

    /**
     * Waits until groups have committed all that was written.
     *
     * @param groups one for each topic that was written to
     * @param limit after which it is given up
     * @throws IllegalStateException when that takes longer
     */
    void awaitApplied(Map<String, String> groups, java.time.Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isApplied(groups)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("events: not applied (expected: within " + limit.toMinutes() + " m)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private boolean isApplied(Map<String, String> groups) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (Map.Entry<String, String> group : groups.entrySet()) {
            try {
                admin.listConsumerGroupOffsets(group.getValue())
                        .partitionsToOffsetAndMetadata()
                        .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .forEach((partition, offset) -> {
                            if (offset != null && partition.topic().equals(group.getKey())) {
                                committed.put(partition, offset);
                            }
                        });
            } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(group.getValue() + ": offsets cannot be read", e);
            }
        }
        return written.entrySet().stream()
                .allMatch(entry -> committed.containsKey(entry.getKey())
                        && committed.get(entry.getKey()).offset() >= entry.getValue());
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
