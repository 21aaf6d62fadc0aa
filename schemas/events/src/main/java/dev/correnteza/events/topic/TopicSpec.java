package dev.correnteza.events.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one topic holds. Partitions and replication are configuration of whoever creates it.
 *
 * @param name the topic's name
 * @param key what its records are keyed by
 * @param valueSchema schema of its values; {@code null} where the value is the bytes of another topic's record
 * @param retention how long records are kept by default; {@code null} keeps them for ever
 * @param compacted whether only the newest record of a key has to be kept
 */
public record TopicSpec(
        String name,
        String key,
        @Nullable Schema valueSchema,
        @Nullable Duration retention,
        boolean compacted) {

    /** Largest record that a topic takes; a producer needs a {@code max.request.size} as large, or it refuses before asking. */
    public static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    static TopicSpec of(String name, String key, Schema valueSchema, @Nullable Duration retention) {
        return new TopicSpec(name, key, valueSchema, retention, false);
    }

    static TopicSpec ofBytes(String name, String key, Duration retention) {
        return new TopicSpec(name, key, null, retention, false);
    }

    static TopicSpec compacted(String name, String key, Schema valueSchema) {
        return new TopicSpec(name, key, valueSchema, null, true);
    }

    /** Subject of its values in a schema registry. */
    public String subject() {
        return name + "-value";
    }

    /**
     * Settings to create the topic with, by their Kafka names.
     *
     * @param minInsyncReplicas replicas that must have a record before it counts as written, 1 or more
     */
    public Map<String, String> settings(int minInsyncReplicas) {
        return Map.of(
                "cleanup.policy",
                compacted ? "compact" : "delete",
                "retention.ms",
                retention == null ? "-1" : Long.toString(retention.toMillis()),
                "retention.bytes",
                "-1",
                "max.message.bytes",
                Integer.toString(MAX_RECORD_BYTES),
                "min.insync.replicas",
                Integer.toString(minInsyncReplicas));
    }
}
