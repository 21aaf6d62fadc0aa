package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    private static final String TOPIC = "kept";

    @TempDir
    Path directory;

    @Test
    void keepsAcknowledgedRecordsOverARestartOnTheSamePort() throws Exception {
        int port;
        try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
            port = broker.port();
            createTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), "before");
        }

        try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
            send(broker.bootstrapServers(), "after");

            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker.bootstrapServers(), 2)).containsExactly("before", "after");
        }
    }

    @Test
    void keepsAcknowledgedRecordsWhenItsProcessIsKilled() throws Exception {
        try (ChildJvm child = ChildJvm.start(BrokerMain.class, directory.toString(), "0")) {
            String bootstrapServers = child.line();
            createTopic(bootstrapServers);
            send(bootstrapServers, "acknowledged");
            child.kill();
        }

        try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
            assertThat(read(broker.bootstrapServers(), 1)).containsExactly("acknowledged");
        }
    }

    @Test
    void servesAClientThatWasConnectedBeforeTheOutage() throws Exception {
        KafkaBroker first = KafkaBroker.start(directory, 0);
        createTopic(first.bootstrapServers());
        try (var producer = producer(first.bootstrapServers())) {
            producer.send(new ProducerRecord<>(TOPIC, "before")).get(60, TimeUnit.SECONDS);
            first.close();

            try (KafkaBroker second = KafkaBroker.start(directory, first.port())) {
                producer.send(new ProducerRecord<>(TOPIC, "after")).get(60, TimeUnit.SECONDS);

                assertThat(read(second.bootstrapServers(), 2)).containsExactly("before", "after");
            }
        }
    }

    @Test
    void createsNoTopicByUse() {
        try (KafkaBroker broker = KafkaBroker.start(directory, 0);
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 1_000),
                        new StringSerializer(),
                        new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-made", "x"))
                            .get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
            Reachability.assertOnlyOnLoopback(broker.port());
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(60, TimeUnit.SECONDS);
        }
    }

    private static void send(String bootstrapServers, String value) throws Exception {
        try (var producer = producer(bootstrapServers)) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get(60, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> read(String bootstrapServers, int count) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "reader", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(it -> values.add(it.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
