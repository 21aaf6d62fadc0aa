package dev.correnteza.bench.process;

import dev.correnteza.bench.webhook.Seller;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker with all topics and a seller's accounts, and an ingest-service that hosts them. Nothing but 127.0.0.1.
 *
 * @param broker started
 * @param ingest started
 */
public record Stack(BrokerProcess broker, IngestProcess ingest) implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    /** Of each topic. */
    public static final int PARTITIONS = 6;

    private static final long ANSWER_WITHIN_SECONDS = 30;

    /**
     * Options of the processes' JVMs.
     *
     * @param broker heap and compiler of the broker
     * @param ingest heap and compiler of the service
     * @param quickRestarts whether a first start is spent on making the next ones quick, as the standalone stack does
     */
    public record Jvms(List<String> broker, List<String> ingest, boolean quickRestarts) {
        private static final List<String> SMALL_BROKER = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

        /** A broker that is back soon, and a service. */
        public static Jvms withSmallBroker(List<String> ingest, boolean quickRestarts) {
            return new Jvms(SMALL_BROKER, ingest, quickRestarts);
        }

        /** A broker and a processor-service whose starts are quick, as most of the time goes to them. */
        public static Jvms forRestarts() {
            return withSmallBroker(List.of("-Xmx320m", "-XX:TieredStopAtLevel=1"), true);
        }

        /** A broker and a service as for load. */
        public static Jvms forLoad(int heapMegabytes) {
            return new Jvms(List.of("-Xmx1g"), List.of("-Xmx" + heapMegabytes + "m"), false);
        }
    }

    /**
     * Returns when webhooks are taken.
     *
     * @param jvms heaps and compilers
     * @throws IllegalStateException when that takes longer than {@link Patience#START}
     */
    public static Stack start(RunDirectory directory, Seller seller, Jvms jvms) throws InterruptedException {
        Random ports = new Random();
        BrokerProcess broker = new BrokerProcess(directory, FreePort.find(ports), jvms.broker());
        IngestProcess ingest = new IngestProcess(
                directory,
                FreePort.find(ports),
                broker.bootstrapServers(),
                seller.keyId(),
                seller.keyBase64(),
                jvms.ingest());
        Stack stack = new Stack(broker, ingest);
        // However this process ends, nothing of it stays.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            directory.close();
        }));
        if (jvms.quickRestarts()) {
            broker.record();
            ingest.record();
        }
        broker.start();
        broker.requireUp();
        prepareTopics(broker.bootstrapServers(), seller);
        ingest.start();
        ingest.requireUp();
        if (jvms.quickRestarts()) {
            ingest.endRecording();
            broker.endRecording();
            broker.start();
            ingest.start();
            broker.requireUp();
            ingest.requireUp();
        }
        return stack;
    }

    private static void prepareTopics(String bootstrapServers, Seller seller) throws InterruptedException {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(config);
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            createTopics(admin, Topics.ALL);
            AvroCodec<GatewayAccount> codec = AvroCodec.of(GatewayAccount.class);
            for (GatewayAccount account : seller.accountRecords()) {
                producer.send(new ProducerRecord<>(
                                Topics.GATEWAY_ACCOUNTS, account.getAccountId(), codec.encode(account)))
                        .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics cannot be prepared", e);
        }
    }

    static void createTopics(Admin admin, Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1).configs(topic.settings(1)))
                        .toList())
                .all()
                .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Kills both. */
    @Override
    public void close() {
        ingest.kill();
        broker.kill();
    }
}
