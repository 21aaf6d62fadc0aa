package dev.correnteza.processor;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it runs, on the shared broker and a database of its own. */
final class RunningProcessor implements AutoCloseable {
    static final String TENANT = "tenant-1";
    static final String OTHER_TENANT = "tenant-2";
    static final String API_KEY = "key-of-tenant-1-for-tests";
    static final String OTHER_API_KEY = "key-of-tenant-2-for-tests";

    private final ConfigurableApplicationContext context;

    private RunningProcessor(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningProcessor start(Database database, String... more) {
        return startOn(TestStack.kafka().bootstrapServers(), database, more);
    }

    static RunningProcessor startOn(String bootstrapServers, Database database, String... more) {
        return new RunningProcessor(ProcessorApplication.start(
                arguments(database, bootstrapServers, more).toArray(String[]::new)));
    }

    /** @param replicas copies that topics must have */
    static RunningProcessor startRequiring(int replicas, Database database) {
        List<String> args = arguments(replicas, database, TestStack.kafka().bootstrapServers());
        return new RunningProcessor(ProcessorApplication.start(args.toArray(String[]::new)));
    }

    /** @param more options; each replaces the one of its name */
    static List<String> arguments(Database database, String bootstrapServers, String... more) {
        List<String> args = arguments(1, database, bootstrapServers);
        // Said twice, an option would have both values.
        for (String option : more) {
            String name = option.substring(0, option.indexOf('=') + 1);
            args.removeIf(arg -> arg.startsWith(name));
            args.add(option);
        }
        return args;
    }

    private static List<String> arguments(int replicas, Database database, String bootstrapServers) {
        if (bootstrapServers.equals(TestStack.kafka().bootstrapServers())) {
            TestStack.createTopics(topics());
        }
        return new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--correnteza.topics.replicas=" + replicas,
                "--correnteza.processor.canary.enabled=false", // tests count rows
                "--correnteza.topics.answer-within=60s",
                "--correnteza.processor.rebuild.operators=" + TENANT,
                // So that batches of the live lane meet each other.
                "--correnteza.processor.batch.consumers=2",
                // No group member is lost to a machine that stalls, and no batch consumed twice.
                "--spring.kafka.consumer.properties.session.timeout.ms=30000",
                "--spring.r2dbc.url=" + database.r2dbcUrl(),
                "--spring.r2dbc.username=" + database.username(),
                "--spring.r2dbc.password=" + database.password(),
                "--spring.flyway.url=" + database.jdbcUrl(),
                "--spring.flyway.user=" + database.username(),
                "--spring.flyway.password=" + database.password(),
                "--correnteza.processor.secrets.current-key-id=k1",
                "--correnteza.processor.secrets.keys.k1=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--correnteza.processor.api-keys[0].tenant-id=" + TENANT,
                "--correnteza.processor.api-keys[0].sha256=" + sha256(API_KEY),
                "--correnteza.processor.api-keys[1].tenant-id=" + OTHER_TENANT,
                "--correnteza.processor.api-keys[1].sha256=" + sha256(OTHER_API_KEY)));
    }

    static List<NewTopic> topics() {
        return Topics.ALL.stream().map(RunningProcessor::topic).toList();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), 3, (short) 1).configs(spec.settings(1));
    }

    private static String sha256(String key) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
