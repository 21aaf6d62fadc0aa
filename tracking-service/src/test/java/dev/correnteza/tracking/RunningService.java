package dev.correnteza.tracking;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as a whole, on the embedded stack, with short waits between attempts and long ones for answers. */
public record RunningService(ConfigurableApplicationContext context) implements AutoCloseable {

    /** @param more arguments that win over those that every test has */
    public static RunningService start(Database database, String metaUrl, List<String> more) {
        return new RunningService(
                TrackingApplication.start(arguments(database, metaUrl, more).toArray(String[]::new)));
    }

    /** @param replicas copies that topics must have */
    public static RunningService startRequiring(int replicas, Database database, String metaUrl) {
        return new RunningService(TrackingApplication.start(
                arguments(replicas, database, metaUrl, List.of()).toArray(String[]::new)));
    }

    public static List<String> arguments(Database database, String metaUrl, List<String> more) {
        return arguments(1, database, metaUrl, more);
    }

    private static List<String> arguments(int replicas, Database database, String metaUrl, List<String> more) {
        TestStack.createTopics(Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), 3, (short) 1).configs(topic.settings(1)))
                .toList());
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestStack.kafka().bootstrapServers(),
                "--correnteza.topics.replicas=" + replicas,
                "--correnteza.topics.answer-within=60s",
                "--spring.r2dbc.url=" + database.r2dbcUrl(),
                "--spring.r2dbc.username=" + database.username(),
                "--spring.r2dbc.password=" + database.password(),
                "--spring.flyway.url=" + database.jdbcUrl(),
                "--spring.flyway.user=" + database.username(),
                "--spring.flyway.password=" + database.password(),
                "--correnteza.tracking.conversions.url=" + metaUrl,
                // An answer that is late would be an attempt more, on a machine that stalls.
                "--correnteza.tracking.conversions.timeout=60s",
                "--correnteza.tracking.conversions.lease=90s",
                "--correnteza.tracking.conversions.poll-interval=200ms",
                "--correnteza.tracking.conversions.first-backoff=200ms",
                "--correnteza.tracking.conversions.pause=500ms"));
        // Of an option that is given twice, Spring would join the values.
        for (String override : more) {
            String name = override.substring(0, override.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(override);
        }
        return arguments;
    }

    /** Arguments for one pixel. */
    public static List<String> pixel(int index, String tenantId, String pixelId, String token) {
        String key = "--correnteza.tracking.conversions.pixels[" + index + "].";
        return List.of(key + "tenant-id=" + tenantId, key + "pixel-id=" + pixelId, key + "access-token=" + token);
    }

    @Override
    public void close() {
        context.close();
    }
}
