package dev.correnteza.backfill.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads a topic between fixed offsets, outside any consumer group. For one thread. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(300);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Map<Integer, PartitionRange> ranges = new ConcurrentHashMap<>();

    TopicReader(Consumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * From the first record of each partition that is not older than an instant, until where the partition ends now.
     *
     * @param from {@code null} for the beginning
     */
    List<PartitionRange> measure(@Nullable Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts =
                from == null ? consumer.beginningOffsets(partitions) : starts(partitions, from);
        return partitions.stream()
                .map(partition -> {
                    long end = ends.getOrDefault(partition, 0L);
                    return new PartitionRange(partition.partition(), starts.getOrDefault(partition, end), end);
                })
                .toList();
    }

    /** Where reading goes on. */
    void seek(List<PartitionRange> from) {
        from.forEach(range -> ranges.put(range.partition(), range));
        List<PartitionRange> open =
                from.stream().filter(range -> !range.isDone()).toList();
        consumer.assign(open.stream().map(this::partition).toList());
        open.forEach(range -> consumer.seek(partition(range), range.nextOffset()));
    }

    /** The next records, in order of their partitions; none where none came in time. */
    List<ConsumerRecord<String, byte[]>> poll() {
        if (isDone()) {
            return List.of();
        }
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < range(record.partition()).endOffset()) {
                records.add(record);
            }
        }
        // The position, not the last record: offsets have gaps, also before the end.
        for (TopicPartition partition : consumer.assignment()) {
            PartitionRange range = range(partition.partition()).at(consumer.position(partition));
            ranges.put(range.partition(), range);
            if (range.isDone()) {
                consumer.pause(List.of(partition));
            }
        }
        return records;
    }

    /** How far it has come. */
    List<PartitionRange> ranges() {
        return List.copyOf(ranges.values());
    }

    boolean isDone() {
        return ranges.values().stream().allMatch(PartitionRange::isDone);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Map<TopicPartition, Long> starts(List<TopicPartition> partitions, Instant from) {
        Map<TopicPartition, Long> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> from.toEpochMilli()));
        Map<TopicPartition, Long> found = new ConcurrentHashMap<>();
        // A partition without a record of that age or newer has a null value here.
        for (Map.Entry<TopicPartition, @Nullable OffsetAndTimestamp> entry :
                consumer.offsetsForTimes(wanted).entrySet()) {
            OffsetAndTimestamp start = entry.getValue();
            if (start != null) {
                found.put(entry.getKey(), start.offset());
            }
        }
        return found;
    }

    private PartitionRange range(int partition) {
        PartitionRange range = ranges.get(partition);
        if (range == null) {
            throw new IllegalStateException("partition: " + partition + " (expected: one that is read)");
        }
        return range;
    }

    private TopicPartition partition(PartitionRange range) {
        return new TopicPartition(topic, range.partition());
    }
}
