package dev.correnteza.standalone.stack;

import dev.correnteza.embedded.KafkaTopics;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that are missing; those that exist stay as they are. */
final class TopicSetup {
    private static final short ONE_BROKER = 1;

    private TopicSetup() {}

    static void createMissing(String bootstrapServers, int partitions) throws StackFailure {
        try {
            KafkaTopics.createMissing(
                    bootstrapServers,
                    Topics.ALL.stream()
                            .map(topic -> newTopic(topic, partitions))
                            .toList());
        } catch (IllegalStateException e) {
            throw new StackFailure("topics cannot be created: " + e.getMessage(), e);
        }
    }

    private static NewTopic newTopic(TopicSpec topic, int partitions) {
        return new NewTopic(topic.name(), partitions, ONE_BROKER).configs(topic.settings(ONE_BROKER));
    }
}
