package dev.correnteza.events.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What makes an existing topic unsafe to work on: records could be lost, or be gone before their time.
     *
     * @param topic as the cluster has it
     * @param requiredReplicas copies that it has to have; with two or more, two of them must have a record before it counts as written
     * @param requiredRetention how long records have to be kept; {@code null} for ever. Of no meaning for a compacted topic
     * @return one line for each, naming the setting and what was expected; empty when it is safe
     */
    public List<String> hazards(FoundTopic topic, int requiredReplicas, @Nullable Duration requiredRetention) {
        List<String> hazards = new ArrayList<>();
        Map<String, String> found = topic.settings();
        if (topic.replicas() < requiredReplicas) {
            hazards.add(hazard("replicas", Integer.toString(topic.replicas()), requiredReplicas + " or more"));
        }
        long minInsync = Math.min(2, requiredReplicas);
        requireAtLeast(hazards, found, "min.insync.replicas", minInsync);
        requireAtLeast(hazards, found, "max.message.bytes", MAX_RECORD_BYTES);
        require(hazards, found, "cleanup.policy", compacted ? "compact" : "delete");
        require(hazards, found, "retention.bytes", "-1");
        require(hazards, found, "unclean.leader.election.enable", "false");
        if (!compacted) {
            requireRetention(hazards, found, requiredRetention);
        }
        return hazards;
    }

    private void requireRetention(
            List<String> hazards, Map<String, String> found, @Nullable Duration requiredRetention) {
        if (requiredRetention == null) {
            require(hazards, found, "retention.ms", "-1");
        } else if (!"-1".equals(found.get("retention.ms"))) {
            requireAtLeast(hazards, found, "retention.ms", requiredRetention.toMillis());
        }
    }

    private void require(List<String> hazards, Map<String, String> found, String setting, String expected) {
        String value = found.get(setting);
        if (!expected.equals(value)) {
            hazards.add(hazard(setting, value, expected));
        }
    }

    private void requireAtLeast(List<String> hazards, Map<String, String> found, String setting, long least) {
        String value = found.get(setting);
        if (value == null || !value.matches("[0-9]{1,18}") || Long.parseLong(value) < least) {
            hazards.add(hazard(setting, value, least + " or more"));
        }
    }

    private String hazard(String setting, @Nullable String value, String expected) {
        return name + ": " + setting + "=" + value + " (expected: " + expected + ")";
    }
}
