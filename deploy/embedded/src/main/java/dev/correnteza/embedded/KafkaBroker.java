package dev.correnteza.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller, alone in their cluster, in this JVM.
 *
 * <p>An acknowledged record is in the page cache of the operating system: it survives a kill of this process at any
 * moment, and a fall of the whole machine once it has been flushed, which happens every second.
 *
 * <p>Topics are not created by use. Kafka ends the whole JVM when its directory fails or disappears below it.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaBroker.class);

    /** What makes one node enough, and small. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // After a kill the controller holds the dead broker for alive, and turns the new one away, for this long.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("log.flush.interval.ms", "1000"),
            Map.entry("log.flush.scheduler.interval.ms", "1000"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"), // of heap, taken at start; 128 MB if not said
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("metadata.max.idle.interval.ms", "5000")); // each is an fsync

    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it takes requests; on an empty directory it makes a new cluster first.
     *
     * @param dataDirectory holds the cluster and outlives the broker; one broker at a time
     * @param port of the clients on 127.0.0.1, or 0 for one that is free; the controller takes a free one of its own
     * @throws UncheckedIOException when the directory cannot be written
     * @throws IllegalStateException when the cluster cannot be made
     * @throws RuntimeException what Kafka says when it cannot start: the port is taken, the directory is in use
     */
    public static KafkaBroker start(Path dataDirectory, int port) {
        long startedAt = System.nanoTime();
        int clientPort = Loopback.portOrFree(port);
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Properties properties = properties(directory, clientPort, Loopback.portOrFree(0));
        try {
            formatOnce(directory, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        log.atInfo()
                .addKeyValue("port", clientPort)
                .addKeyValue("durationMs", (System.nanoTime() - startedAt) / 1_000_000)
                .log("broker started");
        return new KafkaBroker(server, clientPort);
    }

    private static Properties properties(Path directory, int clientPort, int controllerPort) {
        String client = "PLAINTEXT://" + Loopback.HOST + ":" + clientPort;
        var properties = new Properties();
        properties.putAll(SETTINGS);
        properties.setProperty("listeners", client + ",CONTROLLER://" + Loopback.HOST + ":" + controllerPort);
        properties.setProperty("advertised.listeners", client);
        // Voters from here, not from the log: the port of the controller may differ at each start.
        properties.setProperty("controller.quorum.voters", "1@" + Loopback.HOST + ":" + controllerPort);
        properties.setProperty("log.dirs", directory.resolve("log").toString());
        return properties;
    }

    private static void formatOnce(Path directory, Properties properties) throws IOException {
        DataDirectory.create(directory);
        if (Files.exists(directory.resolve("log").resolve("meta.properties"))) {
            return;
        }
        Path config = directory.resolve("format.properties");
        try (var out = Files.newBufferedWriter(config)) {
            properties.store(out, null);
        }
        var output = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()};
        int code = StorageTool.execute(command, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException("format of " + directory + ": " + output.toString(StandardCharsets.UTF_8)
                    + " (expected: exit code 0)");
        }
        Files.delete(config);
    }

    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops cleanly, which the next start thanks with not having to check the log. Again has no effect. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
    }
}
