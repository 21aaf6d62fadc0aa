package dev.correnteza.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka and one PostgreSQL for all tests of a JVM, each started when it is first asked for, on free ports, in a fresh
 * directory below {@code java.io.tmpdir}; stopped and deleted when the JVM ends.
 *
 * <p>Test classes share the servers, not what is in them: each takes a {@link #freshDatabase()} and topics of names of its
 * own. A test that stops a server starts one of its own with {@link KafkaBroker} or {@link PostgresServer}.
 *
 * <p>With the system property {@code containers} set, and a Docker engine that answers, both come from Testcontainers
 * instead. That way has been compiled but not been run so far.
 */
public final class TestStack {

    private static final Logger log = LoggerFactory.getLogger(TestStack.class);

    private TestStack() {}

    /** Where the shared broker is; topics are not created by use. */
    public record Kafka(String bootstrapServers) {}

    /** The shared broker. */
    public static Kafka kafka() {
        return KafkaHolder.KAFKA;
    }

    /** The shared server's database {@code correnteza}; see {@link #freshDatabase()} for one that no other test uses. */
    public static Database postgres() {
        return PostgresHolder.POSTGRES;
    }

    /**
     * Creates an empty database of a unique name on the shared server.
     *
     * @throws IllegalStateException when the server refuses
     */
    public static Database freshDatabase() {
        Database shared = postgres();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(shared.jdbcUrl(), shared.username(), shared.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database: " + name + " (expected: created)", e);
        }
        return shared.named(name);
    }

    /** As {@link KafkaTopics#createMissing}, on the shared broker. */
    public static void createTopics(Collection<NewTopic> topics) {
        KafkaTopics.createMissing(kafka().bootstrapServers(), topics);
    }

    /** A port that is free now, and that no system gives to an outgoing connection meanwhile. */
    public static int freePort() {
        return Loopback.portOrFree(0);
    }

    private static boolean fromContainers() {
        return System.getProperty("containers") != null && TestContainers.isEngineThere();
    }

    private static Path freshDirectory(String name) {
        try {
            Path tmp = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
            return Files.createTempDirectory(tmp, "correnteza-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void atExit(AutoCloseable server, Path directory) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> closeAndDelete(server, directory), "test-stack-shutdown"));
    }

    private static void closeAndDelete(AutoCloseable server, Path directory) {
        try {
            server.close();
            DataDirectory.delete(directory);
        } catch (Exception e) {
            log.atWarn().addKeyValue("directory", directory).setCause(e).log("test server not removed");
        }
    }

    /** Its initialization is the lazy start, and happens once. */
    private static final class KafkaHolder {
        static final Kafka KAFKA = start();

        private static Kafka start() {
            if (fromContainers()) {
                log.atInfo().addKeyValue("server", "kafka").log("tests use a container");
                return new Kafka(TestContainers.startKafka());
            }
            log.atInfo().addKeyValue("server", "kafka").log("tests use the embedded server");
            Path directory = freshDirectory("kafka");
            KafkaBroker broker = KafkaBroker.start(directory, 0);
            atExit(broker, directory);
            return new Kafka(broker.bootstrapServers());
        }
    }

    private static final class PostgresHolder {
        static final Database POSTGRES = start();

        private static Database start() {
            if (fromContainers()) {
                log.atInfo().addKeyValue("server", "postgres").log("tests use a container");
                return TestContainers.startPostgres();
            }
            log.atInfo().addKeyValue("server", "postgres").log("tests use the embedded server");
            Path directory = freshDirectory("postgres");
            PostgresServer server = PostgresServer.start(directory, 0);
            atExit(server, directory);
            return server.asDatabase();
        }
    }
}
