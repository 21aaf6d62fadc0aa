package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DeliveryStatus;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that cannot be applied, a database that refuses, and what is said about it. */
class PoisonIT {
    private static final String TENANT = RunningProcessor.TENANT;
    private static final String SECRET_TOKEN = "5d1d9df4-7a3c-4b7e-9f3c-4c1b1c9b5a77";
    private static final Instant NEVER = Instant.parse("+294246-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MAX_ATTEMPTS = 8;

    private static Books books;
    private static RunningProcessor processor;
    private static CapturedLogs logs;
    private static Broker broker;

    @BeforeAll
    static void start() {
        Database database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.parking.max-attempts=" + MAX_ATTEMPTS,
                "--correnteza.processor.parking.first-pause=100ms",
                "--correnteza.processor.parking.longest-pause=300ms",
                "--correnteza.processor.parking.poll-interval=50ms");
        logs = new CapturedLogs();
        broker = new Broker(TestStack.kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        broker.close();
        logs.close();
        processor.close();
    }

    @Test
    void setsAsideWhatCannotBeAppliedAndAppliesTheRest() {
        String account = "account-poison";
        PaymentEvent withNul = sale(account, "HP-nul");
        withNul.setExternalReference("a\0b");
        PaymentEvent tooLate = sale(account, "HP-late");
        tooLate.setOccurredAt(NEVER);
        PaymentEvent withOddDetails = sale(account, "HP-odd");
        Subscription subscription = new Subscription();
        subscription.setId("sub-odd");
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        subscription.setExpiresAt(NEVER);
        withOddDetails.setSubscription(subscription);
        PaymentEvent tooLong = sale(account, "HP-long");
        tooLong.setExternalReference(incompressible(6_000)); // an index entry has 2,704 bytes at the most
        PaymentEvent tooEarly = sale(account, "HP-early");
        tooEarly.setOccurredAt(Instant.parse("-290000-01-01T00:00:00Z"));
        double before = consumed();

        for (int i = 0; i < 20; i++) {
            broker.publish(Topics.PAYMENT_EVENTS, sale(account, "HP-a" + i));
        }
        // All under one key, so in one partition, with good ones in between.
        publishAs("sick", "no avro".getBytes(StandardCharsets.UTF_8));
        publishAs("sick", encoded(sale(account, "HP-b1")));
        publishAs("sick", null);
        publishAs("sick", encoded(withNul));
        publishAs("sick", encoded(tooLong));
        publishAs("sick", encoded(sale(account, "HP-b2")));
        publishAs("sick", encoded(tooLate));
        publishAs("sick", encoded(tooEarly));
        publishAs("sick", encoded(withOddDetails));
        publishAs("sick", encoded(sale(account, "HP-b3")));
        broker.flush();

        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE account_id = '" + account + "'") == 24);
        await().atMost(PATIENCE).until(() -> books.count("dead_letter") == 6);
        assertThat(books.texts("SELECT error_code || ' ' || attempts FROM processor.dead_letter ORDER BY kafka_offset"))
                .containsExactly(
                        "UNDECODABLE 1",
                        "UNDECODABLE 1",
                        "SQLSTATE_22021 " + MAX_ATTEMPTS,
                        "SQLSTATE_54000 " + MAX_ATTEMPTS,
                        "TIME_OUT_OF_RANGE 1",
                        "TIME_OUT_OF_RANGE 1");
        assertThat(books.count("parked_record")).isZero();
        assertThat(books.texts("SELECT status || ' ' || tenant_id || ' ' || attempts FROM processor.webhook_log"
                        + " WHERE status NOT IN ('done', 'duplicate', 'quarantined') ORDER BY kafka_offset"))
                .containsExactly(
                        "failed " + TENANT + " 1",
                        "failed " + TENANT + " 1",
                        "failed " + TENANT + " " + MAX_ATTEMPTS,
                        "failed " + TENANT + " " + MAX_ATTEMPTS,
                        "failed " + TENANT + " 1",
                        "failed " + TENANT + " 1");
        assertThat(books.count("dead_letter WHERE record_value IS NULL")).isOne();
        assertThat(books.count("payment WHERE account_id = '" + account + "' AND status = 'PAID'"))
                .isEqualTo(24);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumed() - before).isEqualTo(30));
    }

    @Test
    void saysNothingOfWhatADatabaseErrorQuotes() {
        PaymentEvent paid = sale("account-refused", "HP-refused");
        books.execute("""
                CREATE FUNCTION processor.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'no place for % % %', NEW.email, NEW.document, NEW.name;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON processor.customer
                    FOR EACH ROW EXECUTE FUNCTION processor.refuse()
                """);
        try {
            broker.publish(Topics.PAYMENT_EVENTS, paid);
            await().atMost(PATIENCE)
                    .until(() -> logs.lines().stream().anyMatch(line -> line.startsWith("batch failed")));
        } finally {
            books.execute("DROP FUNCTION processor.refuse() CASCADE");
        }

        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE account_id = 'account-refused'") == 1);
        assertThat(logs.lines()).anyMatch(line -> line.contains("SQLSTATE_P0001"));
        assertNothingPersonalIsLogged();
    }

    @Test
    void parksARecordThatAConstraintRefusesWithoutQuotingIt() {
        books.execute("ALTER TABLE processor.customer ADD CONSTRAINT no_such CHECK (name <> 'Refused Person')");
        PaymentEvent refused = sale("account-constraint", "HP-constraint");
        refused.getCustomer().setName("Refused Person");
        refused.getCustomer().setDocument("98765432100");
        try {
            broker.publish(Topics.PAYMENT_EVENTS, refused);
            await().atMost(PATIENCE).until(() -> books.count("parked_record WHERE error_code = 'SQLSTATE_23514'") == 1);
        } finally {
            assertThat(books.count("ledger WHERE account_id = 'account-constraint'"))
                    .isZero();
            books.execute("ALTER TABLE processor.customer DROP CONSTRAINT no_such");
        }

        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE account_id = 'account-constraint'") == 1);
        await().atMost(PATIENCE).until(() -> books.count("parked_record") == 0);
        assertNothingPersonalIsLogged();
    }

    @Test
    void listsQuarantinedWebhooksAndGoesOnAfterOneThatCannotBeStored() throws Exception {
        broker.publish(Topics.WEBHOOK_QUARANTINE, "account-q", null, TENANT);
        broker.publish(Topics.WEBHOOK_QUARANTINE, "account-q", new byte[] {1, 2, 3}, TENANT);
        broker.publish(Topics.WEBHOOK_QUARANTINE, "account-q", quarantined("word\0with nul", NEVER), TENANT);
        broker.publish(Topics.WEBHOOK_QUARANTINE, "account-q", quarantined("new\0word", Instant.now()), TENANT);
        broker.flush();
        try (Api api = new Api(processor)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            api.get("/v1/webhooks?status=quarantined").items().size() == 1);

            var webhook = api.get("/v1/webhooks?status=quarantined").items().getFirst();
            assertThat(webhook.path("error").asString()).isEqualTo("UNKNOWN_STATUS: newword");
            assertThat(webhook.path("accountId").asString()).isEqualTo("account-q");
        }
    }

    @Test
    void goesOnAfterDeliveriesAndAccountsThatCannotBeStored() {
        broker.publish(Topics.CONVERSION_DELIVERIES, "p", null, TENANT);
        broker.publish(Topics.CONVERSION_DELIVERIES, "p", delivery("no uuid", "pixel"), TENANT);
        broker.publish(
                Topics.CONVERSION_DELIVERIES, "p", delivery(UUID.randomUUID().toString(), "pi\0xel"), TENANT);
        broker.publish(
                Topics.CONVERSION_DELIVERIES, "p", delivery(UUID.randomUUID().toString(), "pixel"), TENANT);
        broker.publish(Topics.GATEWAY_ACCOUNTS, "a\0b", null, TENANT);
        broker.publish(Topics.GATEWAY_ACCOUNTS, "a", "no avro".getBytes(StandardCharsets.UTF_8), TENANT);
        broker.flush();

        await().atMost(PATIENCE).until(() -> books.count("conversion_delivery") == 1);
        await().atMost(PATIENCE)
                .until(() -> logs.lines().stream()
                                .filter(line -> line.startsWith("account record cannot be used"))
                                .count()
                        == 2);
    }

    private static void assertNothingPersonalIsLogged() {
        assertThat(logs.lines())
                .noneMatch(line -> Stream.of(
                                "maria@example.com",
                                "12345678909",
                                "98765432100",
                                "Maria",
                                "Refused Person",
                                "+5511987654321",
                                SECRET_TOKEN,
                                RunningProcessor.API_KEY)
                        .anyMatch(line::contains));
    }

    // applied + duplicate + parked + failed
    private static String incompressible(int length) {
        return new Random(1)
                .ints('a', 'z' + 1)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static double consumed() {
        return processor.context().getBean(MeterRegistry.class).find("correnteza.processor.events").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void publishAs(String key, byte[] value) {
        broker.publish(Topics.PAYMENT_EVENTS, key, value, TENANT);
    }

    private static byte[] encoded(PaymentEvent event) {
        return AvroCodec.of(PaymentEvent.class).encode(event);
    }

    private static PaymentEvent sale(String accountId, String transactionId) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 0);
        event.setTenantId(TENANT);
        event.setAccountId(accountId);
        event.setGatewayTransactionId(transactionId);
        event.setWebhookToken(transactionId.equals("HP-refused") ? SECRET_TOKEN : null);
        Customer customer = new Customer();
        customer.setName("Maria");
        customer.setEmail("maria@example.com");
        customer.setDocument("12345678909");
        customer.setDocumentType(DocumentType.CPF);
        customer.setPhone("+5511987654321");
        event.setCustomer(customer);
        return event;
    }

    private static byte[] quarantined(String word, Instant receivedAt) {
        RawWebhook raw = new RawWebhook();
        raw.setContentType("application/json");
        raw.setHeaders(Map.of());
        raw.setBody(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)));
        raw.setAdapterVersion(1);
        QuarantinedWebhook webhook = new QuarantinedWebhook();
        webhook.setQuarantineId(UUID.randomUUID().toString());
        webhook.setTenantId(TENANT);
        webhook.setAccountId("account-q");
        webhook.setGateway("hotmart");
        webhook.setReason("UNKNOWN_STATUS");
        webhook.setDetail(word);
        webhook.setReceivedAt(receivedAt);
        webhook.setRaw(raw);
        return AvroCodec.of(QuarantinedWebhook.class).encode(webhook);
    }

    private static byte[] delivery(String deliveryId, String pixelId) {
        ConversionDelivery delivery = new ConversionDelivery();
        delivery.setDeliveryId(deliveryId);
        delivery.setTenantId(TENANT);
        delivery.setPaymentId("PAY_1");
        delivery.setTransitionId(UUID.randomUUID().toString());
        delivery.setPixelId(pixelId);
        delivery.setEventName("Purchase");
        delivery.setStatus(DeliveryStatus.SENT);
        delivery.setAttempts(1);
        delivery.setMatchKeys(List.of());
        delivery.setEventTime(Instant.parse("2026-03-01T12:00:00Z"));
        delivery.setFinishedAt(Instant.parse("2026-03-01T12:00:01Z"));
        return AvroCodec.of(ConversionDelivery.class).encode(delivery);
    }
}
