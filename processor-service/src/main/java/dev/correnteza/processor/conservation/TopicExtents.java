package dev.correnteza.processor.conservation;

import dev.correnteza.events.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How far the topics reach that are counted, and how far both sides have read them: as the broker has it. */
@Component
class TopicExtents {
    /** By topic, the group that writes a row for each of its records before it commits the offset. */
    private static final Map<String, String> HANDLED_BY = Map.of(
            Topics.PAYMENT_EVENTS, "processor",
            Topics.PAYMENT_EVENTS_BACKFILL, "processor-backfill",
            Topics.WEBHOOK_QUARANTINE, "processor-quarantine");

    private final KafkaProperties properties;

    TopicExtents(KafkaProperties properties) {
        this.properties = properties;
    }

    /** Of all partitions there are. */
    Mono<List<TopicExtent>> now() {
        return Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
    }

    private List<TopicExtent> read() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(properties.buildAdminProperties())) {
            Set<TopicPartition> partitions = partitions(admin);
            Map<TopicPartition, Long> firsts = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
            // Asked after the ends, so that who has come to one had read all there was before it.
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(admin);
            return partitions.stream()
                    .map(one -> {
                        long first = firsts.getOrDefault(one, 0L);
                        return new TopicExtent(
                                one.topic(),
                                one.partition(),
                                Math.max(first, offset(committed.get(ReceivedListener.GROUP), one)),
                                Math.max(first, offset(committed.get(HANDLED_BY.get(one.topic())), one)),
                                ends.getOrDefault(one, first));
                    })
                    .toList();
        }
    }

    private static Set<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = new HashSet<>(admin.listTopics().names().get());
        existing.retainAll(HANDLED_BY.keySet());
        return admin.describeTopics(existing).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), one -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(Stream.concat(
                                Stream.of(ReceivedListener.GROUP), HANDLED_BY.values().stream())
                        .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec())))
                .all()
                .get();
    }

    private static long offset(@Nullable Map<TopicPartition, OffsetAndMetadata> ofGroup, TopicPartition partition) {
        OffsetAndMetadata committed = ofGroup == null ? null : ofGroup.get(partition);
        return committed == null ? 0 : committed.offset();
    }

    /**
     * A partition.
     *
     * @param counted offset of the first record that may be uncounted
     * @param handled offset of the first record that may have no row in the log
     * @param end offset of the next record to come
     */
    record TopicExtent(String topic, int partition, long counted, long handled, long end) {}
}
