package dev.correnteza.events.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A topic as a cluster has it.
 *
 * @param replicas copies of its worst partition
 * @param settings by their Kafka names
 */
public record FoundTopic(int replicas, Map<String, String> settings) {
    public FoundTopic {
        settings = Map.copyOf(settings);
    }

    /**
     * What makes a service's topics unsafe to work on.
     *
     * @param names topics of the catalogue that the service reads or writes
     * @param found those that exist, by name
     * @param requiredReplicas see {@link TopicSpec#hazards}
     * @param retention how long records have to be kept, by topic, where not by the catalogue's default
     * @return one line for each hazard; empty when all are safe
     */
    public static List<String> hazards(
            Collection<String> names,
            Map<String, FoundTopic> found,
            int requiredReplicas,
            Map<String, Duration> retention) {
        List<String> hazards = new ArrayList<>();
        for (TopicSpec spec : Topics.ALL) {
            if (!names.contains(spec.name())) {
                continue;
            }
            FoundTopic topic = found.get(spec.name());
            if (topic == null) {
                hazards.add(spec.name() + ": missing (expected: a topic)");
            } else {
                Duration kept = retention.getOrDefault(spec.name(), spec.retention());
                hazards.addAll(spec.hazards(topic, requiredReplicas, kept));
            }
        }
        return hazards;
    }
}
