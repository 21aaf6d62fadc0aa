package dev.correnteza.processor.topic;

import dev.correnteza.events.topic.FoundTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.NestedExceptionUtils;

/**
 * Refuses to start on topics that could lose records. The broker is asked while the rest of the service starts; one that does not
 * answer stops nobody.
 */
final class TopicCheck implements SmartInitializingSingleton, ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

    private final Set<String> names;
    private final TopicProperties properties;
    private final Map<String, Object> connection;
    private CompletableFuture<List<String>> hazards = CompletableFuture.completedFuture(List.of());

    /** @param connection settings of an admin client */
    TopicCheck(Set<String> names, TopicProperties properties, Map<String, Object> connection) {
        this.names = names;
        this.properties = properties;
        this.connection = new HashMap<>(connection);
        int patience = Math.toIntExact(properties.answerWithin().toMillis());
        this.connection.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        this.connection.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    }

    @Override
    public void afterSingletonsInstantiated() {
        hazards = CompletableFuture.supplyAsync(
                () -> FoundTopic.hazards(names, found(), properties.replicas(), properties.retention()),
                Thread::startVirtualThread);
    }

    /** @throws IllegalStateException naming each unsafe setting */
    @Override
    public void run(ApplicationArguments arguments) {
        List<String> found;
        try {
            found = hazards.join();
        } catch (CompletionException e) {
            log.atWarn()
                    .addKeyValue(
                            "errorCode",
                            NestedExceptionUtils.getMostSpecificCause(e)
                                    .getClass()
                                    .getSimpleName())
                    .log("topics not checked, the broker does not answer");
            return;
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("unsafe topics: " + String.join("; ", found));
        }
    }

    private Map<String, FoundTopic> found() {
        try (Admin admin = Admin.create(connection)) {
            Set<String> existing = new HashSet<>(admin.listTopics().names().get());
            existing.retainAll(names);
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(existing).allTopicNames().get();
            Map<ConfigResource, Config> settings = admin.describeConfigs(
                            existing.stream().map(TopicCheck::resource).toList())
                    .all()
                    .get();
            Map<String, FoundTopic> found = new HashMap<>();
            descriptions.forEach((name, topic) ->
                    found.put(name, new FoundTopic(replicas(topic), values(settings.get(resource(name))))));
            return found;
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static int replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static Map<String, String> values(@Nullable Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config == null ? List.<ConfigEntry>of() : config.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }
}
