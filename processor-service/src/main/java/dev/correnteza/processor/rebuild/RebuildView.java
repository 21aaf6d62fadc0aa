package dev.correnteza.processor.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as it is shown.
 *
 * @param errorCode why it failed, or why it could not be swapped; {@code null} where it did not
 * @param read records that were applied, of {@code total}
 * @param progress from 0 to 1
 * @param equal whether both books are; {@code null} until they were compared
 * @param liveBehind records that the service had not applied when the books were compared, though it was waited for: what they change
 *     differs
 * @param tables how each came out; empty until they were compared
 * @param forgottenBeginnings partitions whose oldest records are gone
 * @param keptAs schema that has the tables that were replaced; {@code null} until they were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RebuildView(
        String rebuildId,
        RebuildRun.State state,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String errorCode,
        long read,
        long total,
        double progress,
        @Nullable Boolean equal,
        long liveBehind,
        List<TableReport> tables,
        List<Start> forgottenBeginnings,
        @Nullable String keptAs) {

    /** Where a partition begins that does not begin at 0. */
    record Start(String topic, int partition, long earliest) {
        static List<Start> of(Map<TopicPartition, Long> earliest) {
            return earliest.entrySet().stream()
                    .filter(one -> one.getValue() > 0)
                    .map(one -> new Start(one.getKey().topic(), one.getKey().partition(), one.getValue()))
                    .sorted(Comparator.comparing(Start::topic).thenComparing(Start::partition))
                    .toList();
        }
    }
}
