package dev.correnteza.backfill;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.efi.EfiCredentials;
import dev.correnteza.simulator.efi.EfiSandbox;
import dev.correnteza.simulator.hotmart.HotmartCredentials;
import dev.correnteza.simulator.hotmart.HotmartSandbox;
import dev.correnteza.simulator.pushinpay.PushinPaySandbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service on a database of its own, the shared broker and a simulator of its own. Topics have the catalogue's names and are
 * shared by the tests of this module: each test reads from where they ended when it began, and has tenants of its own.
 */
final class BackfillStack implements AutoCloseable {
    static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    static final String CLIENT_SECRET = "sandbox-secret-that-is-never-logged";

    static final String PUSHINPAY_TOKEN = "1|sandbox-token-that-is-never-logged";
    static final EfiCredentials EFI =
            new EfiCredentials("client", "efi-secret-that-is-never-logged", "71cdf9ba-c695-4e3c-b010-abb521a3f1be");

    private static final List<String> TOPICS = List.of(
            Topics.PAYMENT_EVENTS,
            Topics.PAYMENT_EVENTS_BACKFILL,
            Topics.GATEWAY_NOTIFICATIONS,
            Topics.GATEWAY_ACCOUNTS,
            Topics.WEBHOOK_QUARANTINE);
    private static final SecretCipher CIPHER = new SecretCipher(Map.of("k1", new byte[32]), "k1");
    private static final int PARTITIONS = 3;
    private static final HotmartCredentials CREDENTIALS = new HotmartCredentials("client-of-tests", CLIENT_SECRET);

    final String tenant;
    final String account;
    final String foreignTenant;
    final String foreignAccount;
    private final Database database = TestStack.freshDatabase();
    private final Simulator simulator = Simulator.start(
            0,
            List.of(
                    new HotmartSandbox(CREDENTIALS, Clock.systemUTC()),
                    new PushinPaySandbox(PUSHINPAY_TOKEN),
                    new EfiSandbox(EFI, Clock.systemUTC())));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Map<TopicPartition, Long>> begins = new HashMap<>();
    private ConfigurableApplicationContext context;

    BackfillStack() {
        String suffix = database.name().substring(5, 13);
        this.tenant = "tenant-" + suffix;
        this.account = "account-" + suffix;
        this.foreignTenant = "foreign-" + suffix;
        this.foreignAccount = "foreign-account-" + suffix;
        TestStack.createTopics(TOPICS.stream().map(BackfillStack::topic).toList());
        for (String topic : TOPICS) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                begins.put(topic, consumer.endOffsets(partitions(topic)));
            }
        }
        start();
    }

    void start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestStack.kafka().bootstrapServers(),
                "--correnteza.topics.replicas=1",
                "--correnteza.topics.answer-within=60s",
                "--spring.r2dbc.url=" + database.r2dbcUrl(),
                "--spring.r2dbc.username=" + database.username(),
                "--spring.r2dbc.password=" + database.password(),
                "--spring.flyway.url=" + database.jdbcUrl(),
                "--spring.flyway.user=" + database.username(),
                "--spring.flyway.password=" + database.password(),
                "--correnteza.backfill.api-keys[0].tenant-id=" + tenant,
                "--correnteza.backfill.api-keys[0].sha256=" + sha256(key(tenant)),
                "--correnteza.backfill.api-keys[1].tenant-id=" + foreignTenant,
                "--correnteza.backfill.api-keys[1].sha256=" + sha256(key(foreignTenant)),
                "--correnteza.backfill.job.poll-interval=50ms",
                // A stop gives jobs back; nobody takes one over because this machine stalls.
                "--correnteza.backfill.job.lease=60s",
                "--correnteza.backfill.gateways.hotmart.url=" + simulator.url(),
                "--correnteza.backfill.gateways.hotmart.token-url=" + simulator.url() + "/security/oauth/token",
                "--correnteza.backfill.gateways.pushinpay.url=" + simulator.url() + "/api",
                "--correnteza.backfill.gateways.efi.url=" + simulator.url(),
                "--correnteza.backfill.secrets.keys.k1=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--correnteza.backfill.fetch.min-backoff=20ms",
                "--correnteza.backfill.fetch.max-backoff=40ms",
                "--correnteza.backfill.gateways.hotmart.page-size=10",
                "--correnteza.backfill.gateways.hotmart.min-backoff=20ms"));
        arguments.addAll(account(0, tenant, account));
        arguments.addAll(account(1, foreignTenant, foreignAccount));
        // Of an option that is given twice, Spring would join the values.
        for (String override : more) {
            String name = override.substring(0, override.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(override);
        }
        context = BackfillApplication.start(arguments.toArray(String[]::new));
    }

    void restart(String... more) {
        context.close();
        start(more);
    }

    void stop() {
        context.close();
    }

    // ---- API

    JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(tenant, "POST", path, body);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    JsonNode get(String path) {
        return JsonMapper.shared().readTree(send(tenant, "GET", path, null).body());
    }

    /** @param asTenant {@code null} for nobody */
    HttpResponse<String> send(String asTenant, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (asTenant != null) {
            request.header("Authorization", "Bearer " + key(asTenant));
        }
        return send(request.build());
    }

    /** Steers the simulator's Hotmart. */
    void simulate(String path, String body) {
        steer("/hotmart" + path, body);
    }

    void steer(String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator" + path))
                .POST(BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Asks a sandbox as its gateway is asked. */
    JsonNode gateway(String method, String path, String authorization, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return JsonMapper.shared().readTree(send(request).body());
    }

    /** Makes an account as processor-service does. */
    void publishAccount(String gateway, String accountId, String credentials) throws Exception {
        String secretId = UUID.randomUUID().toString();
        String place = SecretCipher.place(accountId, secretId, SecretKind.API);
        AccountSecret secret = new AccountSecret(
                secretId,
                SecretKind.API,
                CIPHER.currentKeyId(),
                ByteBuffer.wrap(CIPHER.encrypt(credentials, place)),
                Instant.EPOCH,
                null);
        GatewayAccount published = new GatewayAccount(
                accountId, tenant, gateway, null, AccountStatus.ACTIVE, List.of(secret), Map.of(), Instant.EPOCH);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(
                            Topics.GATEWAY_ACCOUNTS,
                            accountId,
                            AvroCodec.of(GatewayAccount.class).encode(published)))
                    .get();
        }
    }

    /** Asks after a payment as processor-service does. */
    void notify(String gateway, String accountId, String resourceId) throws Exception {
        GatewayNotification notification = new GatewayNotification(
                tenant,
                accountId,
                gateway,
                "payment.inquiry",
                resourceId,
                Instant.EPOCH,
                new RawWebhook(null, Map.of(), null, ByteBuffer.allocate(0), 0));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(
                            Topics.GATEWAY_NOTIFICATIONS,
                            accountId + ":" + resourceId,
                            AvroCodec.of(GatewayNotification.class).encode(notification)))
                    .get();
        }
    }

    double fetches(String gateway, String outcome) {
        return context.getBean(MeterRegistry.class)
                .counter("correnteza.backfill.fetches", "gateway", gateway, "outcome", outcome)
                .count();
    }

    JsonNode calls() {
        return JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/hotmart/calls"))
                                .build())
                        .body());
    }

    // ---- topics

    KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        TestStack.kafka().bootstrapServers(),
                        "acks",
                        "all",
                        "max.request.size",
                        TopicSpec.MAX_RECORD_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Everything written to a topic since this stack was made. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(
                    partition -> consumer.seek(partition, begins.get(topic).get(partition)));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    List<PaymentEvent> lane() {
        return read(Topics.PAYMENT_EVENTS_BACKFILL).stream()
                .map(BackfillStack::event)
                .toList();
    }

    static PaymentEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            return CODEC.decode(record.value());
        } catch (UndecodableRecord e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        simulator.close();
        http.close();
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static NewTopic topic(String name) {
        TopicSpec spec = Topics.ALL.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new NewTopic(name, PARTITIONS, (short) 1).configs(spec.settings(1));
    }

    private static List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }

    private static List<String> account(int index, String tenant, String account) {
        String prefix = "--correnteza.backfill.accounts[" + index + "].";
        return List.of(
                prefix + "tenant-id=" + tenant,
                prefix + "account-id=" + account,
                prefix + "gateway=hotmart",
                prefix + "client-id=" + CREDENTIALS.clientId(),
                prefix + "client-secret=" + CREDENTIALS.clientSecret(),
                prefix + "basic=" + CREDENTIALS.basic());
    }

    private static String key(String tenant) {
        return "key-of-" + tenant;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
