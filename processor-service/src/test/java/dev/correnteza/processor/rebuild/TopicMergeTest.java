package dev.correnteza.processor.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicMergeTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TopicPartition B0 = new TopicPartition("b", 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void mergesByTimeAndKeepsTheOrderOfEachPartition() {
        TopicMerge merge = merge(Map.of(A0, 0L, A1, 5L, B0, 0L), Map.of(A0, 3L, A1, 7L, B0, 1L));
        add(A0, 0, 10);
        add(A0, 1, 40);
        add(A0, 2, 20); // its clock went back
        add(A1, 5, 15);
        add(A1, 6, 50);
        add(B0, 0, 30);

        assertThat(offsets(merge.next(merge.ends(), 4, Patience.ENDLESS)))
                .containsExactly("a-0@0", "a-1@5", "b-0@0", "a-0@1");
        assertThat(offsets(merge.next(merge.ends(), 4, Patience.ENDLESS))).containsExactly("a-0@2", "a-1@6");
        assertThat(merge.next(merge.ends(), 4, Patience.ENDLESS)).isEmpty();
        assertThat(merge.read()).isEqualTo(6);
        assertThat(merge.earliest()).containsEntry(A1, 5L);
        assertThat(merge.distance(merge.ends())).isEqualTo(6);
    }

    @Test
    void waitsForThePartitionWhoseNextRecordIsNotKnown() {
        TopicMerge merge = merge(Map.of(A0, 0L, A1, 0L, B0, 0L), Map.of(A0, 1L, A1, 1L, B0, 0L));
        add(A0, 0, 20);
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> add(A1, 0, 10));

        assertThat(offsets(merge.next(merge.ends(), 10, Patience.ENDLESS))).containsExactly("a-1@0", "a-0@0");
    }

    @Test
    void handsOutNothingThatCameAfterTheEndsUntilItIsAskedFor() {
        TopicMerge merge = merge(Map.of(A0, 0L, A1, 0L, B0, 0L), Map.of(A0, 2L, A1, 0L, B0, 0L));
        add(A0, 0, 10);
        add(A0, 1, 20);

        assertThat(offsets(merge.next(Map.of(A0, 1L), 10, Patience.ENDLESS))).containsExactly("a-0@0");
        assertThat(offsets(merge.next(merge.ends(), 10, Patience.ENDLESS))).containsExactly("a-0@1");
    }

    @Test
    void doesNotWaitForEverWhereOthersWait() {
        TopicMerge merge = merge(Map.of(A0, 0L, A1, 0L, B0, 0L), Map.of(A0, 1L, A1, 0L, B0, 0L));

        assertThatThrownBy(() -> merge.next(merge.ends(), 1, Patience.of(Duration.ofMillis(1))))
                .isInstanceOf(Patience.TakesTooLong.class);
    }

    private TopicMerge merge(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        consumer.updatePartitions("a", List.of(info(A0), info(A1)));
        consumer.updatePartitions("b", List.of(info(B0)));
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(ends);
        return new TopicMerge(consumer, List.of("b", "a"));
    }

    private static PartitionInfo info(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), Node.noNode(), new Node[0], new Node[0]);
    }

    private void add(TopicPartition partition, long offset, long time) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                time,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                1,
                "key",
                new byte[1],
                new RecordHeaders(),
                Optional.empty()));
    }

    private static List<String> offsets(List<ConsumerRecord<String, byte[]>> records) {
        List<String> offsets = new ArrayList<>();
        records.forEach(record -> offsets.add(record.topic() + "-" + record.partition() + "@" + record.offset()));
        return offsets;
    }
}
