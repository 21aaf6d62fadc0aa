package dev.correnteza.embedded;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same servers from images. They are removed by Testcontainers itself when the JVM ends. */
final class TestContainers {

    private static final DockerImageName KAFKA_IMAGE = DockerImageName.parse("apache/kafka:4.2.1");
    private static final DockerImageName POSTGRES_IMAGE = DockerImageName.parse("postgres:18");

    private TestContainers() {}

    static boolean isEngineThere() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Bootstrap servers of a new broker. */
    @SuppressWarnings("resource") // lives as long as the JVM
    static String startKafka() {
        var kafka = new KafkaContainer(KAFKA_IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        kafka.start();
        return kafka.getBootstrapServers();
    }

    /** The database of a new server; unlike the embedded one's, its role is a superuser. */
    @SuppressWarnings("resource") // lives as long as the JVM
    static Database startPostgres() {
        var postgres = new PostgreSQLContainer(POSTGRES_IMAGE).withDatabaseName("correnteza");
        postgres.start();
        return new Database(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getDatabaseName(),
                postgres.getUsername(),
                postgres.getPassword());
    }
}
