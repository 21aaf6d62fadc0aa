package dev.correnteza.bench.processorrebalances;

import dev.correnteza.bench.process.Site;
import dev.correnteza.events.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks at the partitions of the live lane, again and again, from its making until it is ended. */
final class PartitionWatch {
    private static final long LOOK_EVERY_MS = 200;
    private static final long ANSWER_WITHIN_SECONDS = 30;
    private static final String GROUP = Site.LANE_GROUPS.getFirst();

    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final IdleTimes idleTimes = new IdleTimes();
    private final FutureTask<Void> looking = new FutureTask<>(this::lookUntilEnded);
    private volatile List<Double> longestSeconds = List.of();
    private volatile boolean isEnding;

    private PartitionWatch(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.PAYMENT_EVENTS, partition))
                .toList();
    }

    static PartitionWatch start(Site site, int partitions) {
        PartitionWatch watch = new PartitionWatch(site.admin(), partitions);
        Thread.ofPlatform().name("partition-watch").daemon().start(watch.looking);
        return watch;
    }

    /** The longest times so far, in seconds, in the order of the partitions. */
    List<Double> longestSeconds() {
        return longestSeconds;
    }

    /**
     * The same, at the end.
     *
     * @throws IllegalStateException when it could not look all the time
     */
    List<Double> end() throws InterruptedException {
        isEnding = true;
        try {
            looking.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell offsets", e);
        }
        return longestSeconds();
    }

    private Void lookUntilEnded() throws InterruptedException, ExecutionException, TimeoutException {
        try (admin) {
            while (!isEnding) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        }
        return null;
    }

    // Ends first: what is committed after that makes a lag look smaller, and moves at the next look.
    private void look() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest())))
                .all()
                .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS));
        long now = System.nanoTime();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            ListOffsetsResultInfo end = ends.get(partition);
            idleTimes.observe(
                    partition.partition(), end == null ? 0 : end.offset(), offset == null ? 0 : offset.offset(), now);
        }
        longestSeconds = idleTimes.longestSeconds();
    }
}
