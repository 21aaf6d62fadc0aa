package dev.correnteza.processor.rebuild;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics from their beginning, all partitions merged by the time of their records; of one partition in its order, whatever the times
 * say. It belongs to no group: nobody's offsets move. No partition is read far ahead of the others.
 */
final class TopicMerge implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int FULL_RECORDS = 500;
    private static final long FULL_BYTES = 2_000_000;

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Ahead> ahead = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> earliest;
    private long read;

    /** @param consumer without a group; closed with this */
    TopicMerge(Consumer<String, byte[]> consumer, Collection<String> topics) {
        this.consumer = consumer;
        List<TopicPartition> partitions = topics.stream()
                .sorted()
                .flatMap(topic ->
                        consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())))
                .toList();
        partitions.forEach(partition -> ahead.put(partition, new Ahead()));
        consumer.assign(partitions);
        this.earliest = Map.copyOf(consumer.beginningOffsets(partitions));
        earliest.forEach(consumer::seek);
    }

    /** Offsets of the oldest records. */
    Map<TopicPartition, Long> earliest() {
        return earliest;
    }

    /** Offsets after the newest records of now. */
    Map<TopicPartition, Long> ends() {
        return Map.copyOf(consumer.endOffsets(ahead.keySet(), ANSWER));
    }

    /** How many offsets there are between the beginnings and these. */
    long distance(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - earliest.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** How many records were handed out. */
    long read() {
        return read;
    }

    /**
     * The next records before these ends, in order; empty when there are no more.
     *
     * @param patience how long the broker is waited for
     */
    List<ConsumerRecord<String, byte[]>> next(Map<TopicPartition, Long> ends, int limit, Patience patience) {
        List<ConsumerRecord<String, byte[]>> next = new ArrayList<>();
        while (next.size() < limit) {
            while (isHeadMissing(ends)) {
                patience.check();
                poll();
            }
            Ahead oldest = oldest(ends);
            if (oldest == null) {
                break;
            }
            next.add(oldest.take());
        }
        read += next.size();
        return next;
    }

    @Override
    public void close() {
        consumer.close();
    }

    // What a partition has next is not known: nothing can be said to be the oldest.
    private boolean isHeadMissing(Map<TopicPartition, Long> ends) {
        return ahead.entrySet().stream()
                .anyMatch(one -> one.getValue().records.isEmpty()
                        && consumer.position(one.getKey()) < ends.getOrDefault(one.getKey(), 0L));
    }

    private @Nullable Ahead oldest(Map<TopicPartition, Long> ends) {
        Ahead oldest = null;
        for (Map.Entry<TopicPartition, Ahead> one : ahead.entrySet()) {
            ConsumerRecord<String, byte[]> head = one.getValue().records.peekFirst();
            if (head != null
                    && head.offset() < ends.getOrDefault(one.getKey(), 0L)
                    && (oldest == null
                            || head.timestamp() < oldest.records.getFirst().timestamp())) {
                oldest = one.getValue();
            }
        }
        return oldest;
    }

    private void poll() {
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> wanted = new ArrayList<>();
        ahead.forEach((partition, records) -> (records.isFull() ? full : wanted).add(partition));
        consumer.pause(full);
        consumer.resume(wanted);
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Ahead records = ahead.get(new TopicPartition(record.topic(), record.partition()));
            if (records != null) {
                records.add(record);
            }
        }
    }

    /** Records of a partition that were read and not handed out. */
    private static final class Ahead {
        private final Deque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
        private long bytes;

        void add(ConsumerRecord<String, byte[]> record) {
            records.addLast(record);
            bytes += Math.max(0, record.serializedValueSize());
        }

        ConsumerRecord<String, byte[]> take() {
            ConsumerRecord<String, byte[]> record = records.removeFirst();
            bytes -= Math.max(0, record.serializedValueSize());
            return record;
        }

        boolean isFull() {
            return records.size() >= FULL_RECORDS || bytes >= FULL_BYTES;
        }
    }
}
