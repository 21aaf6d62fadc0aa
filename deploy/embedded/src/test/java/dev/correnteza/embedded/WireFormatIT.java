package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.correnteza.events.Attribution;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.ReleasedSchemas;
import dev.correnteza.events.codec.SchemaRegistrar;
import dev.correnteza.events.codec.SchemaRegistry;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our records and a real registry: what others need to read our topics. */
class WireFormatIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("registry.directory", "target/registry"));

    @TempDir
    static Path directory;

    private static RegistryServer registry;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryServer.start(DISTRIBUTION, directory, 0);
        registry.awaitReady(Duration.ofSeconds(90));
        assertThat(registrar().registerAll()).isEmpty();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        Reachability.assertOnlyOnLoopback(registry.port());
    }

    @Test
    void knowsEverySchemaByTheIdItWasReleasedWith() throws Exception {
        assertThat(registrar().registerAll()).isEmpty();

        for (TopicSpec topic : Topics.ALL) {
            if (topic.valueSchema() != null) {
                String latest = get("/apis/ccompat/v7/subjects/" + topic.subject() + "/versions/latest");
                long releases = ReleasedSchemas.bundled().all().stream()
                        .filter(release ->
                                release.record().equals(topic.valueSchema().getName()))
                        .count();
                assertThat(latest)
                        .contains("\"id\":" + ReleasedSchemas.bundled().idOf(topic.valueSchema()))
                        .contains("\"version\":" + releases);
            }
        }
    }

    @Test
    void isReadByAPlainConfluentDecoder() throws Exception {
        byte[] record = AvroCodec.of(PaymentEvent.class).encode(event());

        assertThat(record[0]).isZero();
        int id = ByteBuffer.wrap(record, 1, 4).getInt();
        GenericRecord read = new GenericDatumReader<GenericRecord>(schemaById(id))
                .read(null, DecoderFactory.get().binaryDecoder(record, 5, record.length - 5, null));

        assertThat(read.get("type").toString()).isEqualTo("payment.paid");
        assertThat(read.get("amountMinor")).isEqualTo(149_700L);
        assertThat(((GenericRecord) read.get("attribution")).get("utmSource").toString())
                .isEqualTo("facebook");
    }

    @Test
    void isReadByApicuriosDeserializerAndReadsItsSerializer() throws Exception {
        AvroCodec<PaymentEvent> codec = AvroCodec.of(PaymentEvent.class);
        Map<String, Object> settings = Map.of(
                "apicurio.registry.url", registry.url() + "/apis/registry/v3",
                "apicurio.registry.use-id", "contentId",
                "apicurio.registry.headers.enabled", "false",
                "apicurio.registry.find-latest", "true",
                "apicurio.registry.artifact.artifact-id", "payment-events-value",
                "apicurio.registry.use-specific-avro-reader", "true");

        try (var deserializer = new AvroKafkaDeserializer<PaymentEvent>();
                var serializer = new AvroKafkaSerializer<PaymentEvent>()) {
            deserializer.configure(settings, false);
            serializer.configure(settings, false);

            PaymentEvent theirs = deserializer.deserialize(Topics.PAYMENT_EVENTS, codec.encode(event()));
            byte[] written = serializer.serialize(Topics.PAYMENT_EVENTS, event());

            assertThat(theirs).isEqualTo(event());
            assertThat(written).isEqualTo(codec.encode(event()));
            assertThat(codec.decode(written)).isEqualTo(event());
        }
    }

    @Test
    void readsRecordsOfSchemasThatOnlyTheRegistryKnows() {
        SchemaRegistry remote = new SchemaRegistry(URI.create(registry.url()));
        int id = ReleasedSchemas.bundled().idOf(PaymentEvent.getClassSchema());

        assertThat(remote.byId(id)).contains(PaymentEvent.getClassSchema());
        assertThat(remote.byId(1_999_999_999)).isEmpty();
    }

    private static SchemaRegistrar registrar() {
        return new SchemaRegistrar(new SchemaRegistry(URI.create(registry.url())));
    }

    private static Schema schemaById(int id) throws IOException, InterruptedException {
        String answer = get("/apis/ccompat/v7/schemas/ids/" + id);
        String text = new ObjectMapper().readTree(answer).path("schema").asText();
        return new SchemaParser().parse(text).mainSchema();
    }

    private static String get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(registry.url() + path)).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static PaymentEvent event() {
        PaymentEvent event = new PaymentEvent();
        event.setEventId("1a222272-9e13-8430-974a-a26cce794882");
        event.setTenantId("tenant-1");
        event.setAccountId("account-1");
        event.setGateway("hotmart");
        event.setLane(Lane.LIVE);
        event.setType("payment.paid");
        event.setOccurredAt(Instant.parse("2026-03-15T12:00:00Z"));
        event.setReceivedAt(Instant.parse("2026-03-15T12:00:01Z"));
        event.setAmountMinor(149_700L);
        event.setCurrency("BRL");
        event.setMethod(PaymentMethod.PIX);
        event.setItems(List.of());
        Attribution attribution = new Attribution();
        attribution.setUtmSource("facebook");
        event.setAttribution(attribution);
        event.setRaw(new RawWebhook("application/json", Map.of(), null, ByteBuffer.wrap(new byte[] {1, 2}), 1));
        return event;
    }
}
