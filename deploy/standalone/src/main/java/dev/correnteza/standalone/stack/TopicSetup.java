package dev.correnteza.standalone.stack;

import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that are missing; those that exist stay as they are. */
final class TopicSetup {
    private static final short ONE_BROKER = 1;

    private TopicSetup() {}

    static void createMissing(String bootstrapServers, int partitions) throws StackFailure {
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var admin = Admin.create(config)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.ALL.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> newTopic(topic, partitions))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new StackFailure("topics cannot be created: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while topics were created", e);
        }
    }

    private static NewTopic newTopic(TopicSpec topic, int partitions) {
        return new NewTopic(topic.name(), partitions, ONE_BROKER).configs(topic.settings(ONE_BROKER));
    }
}
