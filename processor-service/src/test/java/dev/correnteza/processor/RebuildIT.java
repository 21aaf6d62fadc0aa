package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.KafkaBroker;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.DeliveryStatus;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.rebuild.Classified;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The books made anew beside those in use, on a broker of their own: what others publish would be a difference. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebuildIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TENANT = RunningProcessor.TENANT;
    private static final String REFUSED = "refused by the database";
    private static final String MEND =
            "{\"patch\":[{\"op\":\"replace\",\"path\":\"/externalReference\",\"value\":\"mended\"}],\"reason\":\"a typo\"}";

    @TempDir
    static Path directory;

    private static KafkaBroker kafka;
    private static Broker broker;
    private static Books books;
    private static RunningProcessor processor;
    private static Api api;

    @BeforeAll
    static void applyAMixedHistory() throws Exception {
        kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
        broker = new Broker(kafka.bootstrapServers());
        broker.createTopics(RunningProcessor.topics());
        Database database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.startOn(
                kafka.bootstrapServers(),
                database,
                "--spring.kafka.consumer.max-poll-records=40",
                "--correnteza.processor.canary.enabled=true",
                "--correnteza.processor.canary.interval=200ms",
                "--correnteza.processor.parking.max-attempts=2",
                "--correnteza.processor.parking.first-pause=2s",
                "--correnteza.processor.parking.longest-pause=2s",
                "--correnteza.processor.parking.poll-interval=20ms");
        api = new Api(processor);
        books.execute(
                "ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '" + REFUSED + "')");
        api.post("/v1/accounts", "{\"gateway\":\"hotmart\"}");
        api.post(
                "/v1/plan-rules", "{\"match\":\"NAME\",\"value\":\"course\",\"planType\":\"MONTHLY\",\"infers\":true}");
        publishHistories();
        publishOthers();
        decide();
        awaitQuiet();
    }

    @AfterAll
    static void stop() {
        api.close();
        processor.close();
        broker.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void knowsOfEachTableWhatBecomesOfIt() {
        List<String> classified = new ArrayList<>(Classified.tables());
        classified.add("flyway_schema_history");

        assertThat(books.texts("SELECT relname FROM pg_class WHERE relnamespace = 'processor'::regnamespace"
                        + " AND relkind IN ('r', 'p') AND NOT relispartition"))
                .containsExactlyInAnyOrderElementsOf(classified);
    }

    @Test
    @Order(2)
    void comesToBeEqualAndChangesNothing() throws Exception {
        Map<String, List<String>> before = everything();

        JsonNode rebuild = compared("{}");

        assertThat(differences(rebuild)).isEmpty();
        assertThat(rebuild.path("equal").asBoolean()).isTrue();
        assertThat(table(rebuild, "payment").path("rebuilt").asLong()).isGreaterThan(40);
        assertThat(rebuild.path("tables")
                        .valueStream()
                        .filter(table -> table.path("rebuilt").asLong() > 0))
                .as("tables that have rows")
                .hasSize(17);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void showsWhatDiffersByKeysAndColumnsAndSwapsOnlyWhenTold() throws Exception {
        Map<String, List<String>> right = derived();
        String changed = one("SELECT payment_id FROM processor.payment WHERE status = 'PAID' ORDER BY 1 LIMIT 1");
        String lost = one("SELECT customer_id FROM processor.customer_key WHERE kind = 'EMAIL' ORDER BY value LIMIT 1");
        books.execute("UPDATE processor.payment SET status = 'REFUNDED', amount_minor = 1 WHERE payment_id = '"
                + changed + "'");
        books.execute("DELETE FROM processor.customer_key WHERE kind = 'EMAIL' AND customer_id = '" + lost + "'");
        books.execute("INSERT INTO processor.decided_event VALUES ('" + TENANT + "', '" + UUID.randomUUID()
                + "', 'DISCARD_EVENT', '" + UUID.randomUUID() + "')");
        Map<String, List<String>> wrong = everything();
        long canaries = books.count("webhook_log WHERE tenant_id = 'canary'");
        List<ConsumerRecord<String, byte[]>> told = broker.read(Topics.PAYMENT_TRANSITIONS);

        JsonNode rebuild = compared("{\"examples\": 5}");

        assertThat(rebuild.path("equal").asBoolean()).isFalse();
        JsonNode example = table(rebuild, "payment").path("examples").get(0);
        assertThat(example.path("kind").asString()).isEqualTo("DIFFERENT");
        assertThat(example.path("key").path("payment_id").asString()).isEqualTo(changed);
        assertThat(example.path("columns").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("status", "amount_minor");
        assertThat(table(rebuild, "customer_key").path("onlyRebuilt").asLong()).isPositive();
        assertThat(table(rebuild, "customer_key").path("examples").toString())
                .contains(lost)
                .doesNotContain("@");
        assertThat(table(rebuild, "decided_event").path("onlyLive").asLong()).isOne();
        String path = "/v1/rebuilds/" + rebuild.path("rebuildId").asString();
        api.post(path + "/swap", "{}").assertProblem(409, "acceptDifferences");
        assertThat(everything()).isEqualTo(wrong);

        // So that the service goes on between the tries to get the lock.
        HeldLock reader = new HeldLock(books.database(), "LOCK TABLE processor.manual_match IN ACCESS SHARE MODE");
        Traffic traffic = new Traffic(reader);
        JsonNode swapped = swapped(rebuild, "{\"acceptDifferences\":true}");
        assertThat(swapped.path("state").asString()).as(swapped.toString()).isEqualTo("SWAPPED");
        traffic.awaitMore(5);
        List<String> sent = traffic.stop();
        awaitQuiet();

        assertThat(sent).hasSizeGreaterThan(3);
        assertThat(books.texts("SELECT gateway_transaction_id FROM processor.gateway_transaction"
                        + " WHERE status = 'PAID' AND gateway_transaction_id LIKE 'during-%'"))
                .containsExactlyInAnyOrderElementsOf(sent);
        Map<String, List<String>> now = derived();
        right.forEach((table, rows) ->
                assertThat(now.get(table)).as(table).containsAll(rows).hasSameSizeAs(withTraffic(table, rows, sent)));
        assertThat(books.count("webhook_log WHERE tenant_id = 'canary'")).isGreaterThanOrEqualTo(canaries);
        assertThat(one("SELECT status FROM " + swapped.path("keptAs").asString() + ".payment WHERE payment_id = '"
                        + changed + "'"))
                .isEqualTo("REFUNDED");
        List<ConsumerRecord<String, byte[]>> toldNow = broker.read(Topics.PAYMENT_TRANSITIONS);
        assertThat(ids(toldNow)).doesNotHaveDuplicates();
        assertThat(ids(toldNow)).hasSize(ids(told).size() + sent.size());
        assertThat(ids(broker.read(Topics.PAYMENT_TRANSITIONS_PRIVATE))).hasSameSizeAs(ids(toldNow));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(written()).endsWith("rebuild.started", "rebuild.swap_requested", "rebuild.swapped"));
    }

    @Test
    @Order(4)
    void isEqualToWhatItWasSwappedFor() throws Exception {
        PaymentEvent refund = event(EventType.PAYMENT_REFUNDED, 2, "after-the-swap");
        broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PAID, 1, "after-the-swap"));
        broker.publish(Topics.PAYMENT_EVENTS_BACKFILL, refund);
        awaitQuiet();

        assertThat(differences(compared("{}"))).isEmpty();
        assertThat(books.texts("SELECT status FROM processor.gateway_transaction"
                        + " WHERE gateway_transaction_id = 'after-the-swap'"))
                .containsExactly("REFUNDED");
    }

    @Test
    @Order(5)
    void writesDownThatASwapFailedAndCanBeToldAgain() throws Exception {
        JsonNode rebuild = compared("{}");
        books.execute("CREATE MATERIALIZED VIEW public.in_the_way AS SELECT count(*) FROM processor.payment");

        JsonNode failed = swapped(rebuild, "");

        assertThat(failed.path("state").asString()).isEqualTo("COMPARED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(written())
                        .endsWith("rebuild.started", "rebuild.swap_requested", "rebuild.swap_failed"));
        assertThat(one("SELECT details::jsonb ->> 'errorCode' FROM processor.audit_entry ORDER BY sequence DESC"))
                .isEqualTo(failed.path("errorCode").asString())
                .isEqualTo("IllegalStateException");
        books.execute("DROP MATERIALIZED VIEW public.in_the_way");
        assertThat(swapped(rebuild, "").path("state").asString()).isEqualTo("SWAPPED");
    }

    @Test
    @Order(6)
    void leavesWaitingWhatWaits() throws Exception {
        PaymentEvent refused = event(EventType.PAYMENT_PAID, 1, "waiting");
        refused.setExternalReference("a\0b");
        broker.publish(Topics.PAYMENT_EVENTS, refused);
        broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PENDING, 0, "waiting"));
        await().atMost(PATIENCE).until(() -> books.count("parked_record") == 2);
        books.execute("UPDATE processor.parked_record SET next_attempt_at = now() + interval '1 hour'");
        String waiting = "SELECT (kafka_partition, kafka_offset, attempts, next_attempt_at, queue_position)::text"
                + " FROM processor.parked_record ORDER BY 1";
        List<String> before = books.texts(waiting);

        JsonNode rebuild = compared("{}");
        assertThat(differences(rebuild)).isEmpty();
        assertThat(swapped(rebuild, "").path("state").asString()).isEqualTo("SWAPPED");

        assertThat(books.texts(waiting)).isEqualTo(before);
        books.execute("UPDATE processor.parked_record SET next_attempt_at = now()");
        awaitQuiet();
        assertThat(books.texts(
                        "SELECT status FROM processor.gateway_transaction WHERE gateway_transaction_id = 'waiting'"))
                .containsExactly("PENDING");
        assertThat(books.count("dead_letter WHERE event_id = '" + refused.getEventId() + "' AND state = 'OPEN'"))
                .isOne();
    }

    @Test
    @Order(7)
    void waitsNoLongerForWhatTheServiceAppliedOrGaveUp() throws Exception {
        PaymentEvent refused = event(EventType.PAYMENT_PAID, 1, "held");
        refused.setExternalReference("a\0b");
        PaymentEvent behind = event(EventType.PAYMENT_PENDING, 0, "held");
        broker.publish(Topics.PAYMENT_EVENTS, refused);
        broker.publish(Topics.PAYMENT_EVENTS, behind);
        await().atMost(PATIENCE).until(() -> books.count("parked_record") == 2);
        books.execute("UPDATE processor.parked_record SET next_attempt_at = now() + interval '1 hour'");
        JsonNode rebuild = compared("{}");

        books.execute("UPDATE processor.parked_record SET next_attempt_at = now()");
        awaitQuiet();
        String applied =
                "SELECT recorded_at::text FROM processor.ledger WHERE event_id = '" + behind.getEventId() + "'";
        List<String> before = books.texts(applied);
        assertThat(swapped(rebuild, "").path("state").asString()).isEqualTo("SWAPPED");

        assertThat(before).hasSize(1);
        assertThat(books.texts(applied)).isEqualTo(before);
        assertThat(books.count("parked_record")).isZero();
        assertThat(letters(refused)).containsExactly("OPEN");
    }

    @Test
    @Order(8)
    void goesOnTryingWhatSomebodyHasTriedAgain() throws Exception {
        PaymentEvent refused = event(EventType.PAYMENT_PAID, 1, "retried");
        refused.setExternalReference("a\0b");
        broker.publish(Topics.PAYMENT_EVENTS, refused);
        broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PENDING, 0, "retried"));
        await().atMost(PATIENCE).until(() -> letters(refused).equals(List.of("OPEN")));
        awaitQuiet();
        JsonNode rebuild = compared("{}");

        retryAndWait(refused);
        assertThat(swapped(rebuild, "").path("state").asString()).isEqualTo("SWAPPED");

        assertThat(letters(refused)).containsExactly("RETRYING");
        assertThat(books.count("parked_record")).isOne();

        // Read for the first time while it is tried again: what was behind it is applied.
        assertThat(differences(compared("{}"))).isEmpty();

        books.execute("UPDATE processor.parked_record SET next_attempt_at = now()");
        awaitQuiet();
        assertThat(letters(refused)).containsExactly("OPEN");
    }

    @Test
    @Order(9)
    void saysWhatTheTopicsHaveForgottenAndKeepsIt() throws Exception {
        forget(Topics.CONVERSION_DELIVERIES);
        JsonNode rebuild = compared("{}");

        assertThat(differences(rebuild)).isEmpty();
        assertThat(table(rebuild, "conversion_delivery").path("forgotten").asLong())
                .isEqualTo(2);
        assertThat(rebuild.path("forgottenBeginnings")
                        .valueStream()
                        .map(start -> start.path("topic").asString()))
                .contains(Topics.CONVERSION_DELIVERIES);
        assertThat(swapped(rebuild, "").path("state").asString()).isEqualTo("SWAPPED");
        assertThat(books.count("conversion_delivery")).isEqualTo(2);

        forget(Topics.PAYMENT_EVENTS);
        JsonNode beheaded = compared("{}");
        assertThat(table(beheaded, "ledger").path("forgotten").asLong()).isPositive();
        api.post("/v1/rebuilds/" + beheaded.path("rebuildId").asString() + "/swap", "{\"acceptDifferences\":true}")
                .assertProblem(409, "lost the beginning");
    }

    @Test
    void isNobodysBusinessButTheOperators() throws Exception {
        try (Api other = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            other.post("/v1/rebuilds", "").assertProblem(404, "no such rebuild");
            other.get("/v1/rebuilds/" + UUID.randomUUID()).assertProblem(404, "no such rebuild");
        }
        api.get("/v1/rebuilds/" + UUID.randomUUID()).assertProblem(404, "no such rebuild");
    }

    private static void publishHistories() {
        Random random = new Random(20_261_123);
        List<PaymentEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.addAll(Histories.ofPayment(random));
        }
        for (int i = 0; i < 10; i++) {
            events.addAll(Histories.ofSubscription(random));
        }
        for (int i = 0; i < 40; i++) {
            events.add(Histories.copy(events.get(random.nextInt(events.size()))));
        }
        Collections.shuffle(events, random);
        for (int i = 0; i < events.size(); i++) {
            String lane = random.nextInt(3) == 0 ? Topics.PAYMENT_EVENTS_BACKFILL : Topics.PAYMENT_EVENTS;
            broker.publish(lane, events.get(i));
        }
        broker.publish(Topics.PAYMENT_EVENTS, "sick", "no avro".getBytes(StandardCharsets.UTF_8), TENANT);
        broker.flush();
    }

    private static void publishOthers() {
        for (int i = 0; i < 2; i++) {
            broker.publish(Topics.CONVERSION_DELIVERIES, "PAY_" + i, delivery("PAY_" + i), TENANT);
            broker.publish(Topics.WEBHOOK_QUARANTINE, "account-q", quarantined(), TENANT);
        }
        broker.flush();
    }

    private static void decide() throws Exception {
        PaymentEvent mended = event(EventType.PAYMENT_PAID, 1, "MENDED");
        mended.setExternalReference(REFUSED);
        PaymentEvent discarded = event(EventType.PAYMENT_PAID, 1, "DISCARDED");
        discarded.setExternalReference(REFUSED);
        PaymentEvent open = event(EventType.PAYMENT_PAID, 1, "OPEN");
        open.setOccurredAt(Instant.parse("+294246-01-01T00:00:00Z")); // no database takes that
        for (PaymentEvent event : List.of(mended, discarded, open)) {
            broker.publish(Topics.PAYMENT_EVENTS, event);
        }
        broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PAID, 1, "ONE"));
        broker.publish(Topics.PAYMENT_EVENTS, event(EventType.PAYMENT_PAID, 1, "OTHER"));
        broker.flush();
        await().atMost(PATIENCE).until(() -> books.count("dead_letter") == 4);
        api.post("/v1/dead-letters/" + letterOf(mended) + "/mend", MEND);
        api.post("/v1/dead-letters/" + letterOf(discarded) + "/discard", "{\"reason\":\"a test\"}");
        await().atMost(PATIENCE)
                .until(() -> books.count("gateway_transaction WHERE gateway_transaction_id = 'OTHER'") == 1);
        String other =
                one("SELECT payment_id FROM processor.gateway_transaction WHERE gateway_transaction_id = 'OTHER'");
        api.post(
                "/v1/payments/" + other + "/matches",
                "{\"transactionId\":\"ONE\",\"accountId\":\"account-1\",\"reason\":\"the same\"}");
        String shared = one("SELECT value FROM processor.customer_key WHERE kind = 'EMAIL' ORDER BY 1 LIMIT 1");
        String customer = one("SELECT customer_id FROM processor.customer_key WHERE value = '" + shared + "'");
        api.post(
                "/v1/customers/" + customer + "/splits",
                "{\"names\":[{\"kind\":\"EMAIL\",\"value\":\"" + shared + "\"}],\"reason\":\"shared\"}");
        await().atMost(PATIENCE).until(() -> books.count("decision") == 4);
    }

    private static List<String> written() {
        return books.texts("SELECT action FROM processor.audit_entry WHERE action LIKE 'rebuild.%' ORDER BY sequence");
    }

    private static List<String> letters(PaymentEvent event) {
        return books.texts("SELECT state FROM processor.dead_letter WHERE event_id = '" + event.getEventId() + "'");
    }

    /** Returns when it was tried once more, and will be again in an hour. */
    private static void retryAndWait(PaymentEvent event) throws Exception {
        api.post("/v1/dead-letters/" + letterOf(event) + "/retry", "{}");
        await().atMost(PATIENCE).until(() -> books.count("parked_record WHERE attempts > attempts_before") == 1);
        books.execute("UPDATE processor.parked_record SET next_attempt_at = now() + interval '1 hour'");
    }

    private static String letterOf(PaymentEvent event) {
        return one("SELECT dead_letter_id FROM processor.dead_letter WHERE event_id = '" + event.getEventId() + "'");
    }

    /** Starts one, and waits until it is compared. */
    private static JsonNode compared(String request) throws Exception {
        Api.Answer started = api.post("/v1/rebuilds", request);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String path = "/v1/rebuilds/" + started.json().path("rebuildId").asString();
        await().atMost(PATIENCE)
                .until(() -> !List.of("BUILDING", "COMPARING")
                        .contains(api.get(path).json().path("state").asString()));
        JsonNode rebuild = api.get(path).json();
        assertThat(rebuild.path("state").asString()).as(rebuild.toString()).isEqualTo("COMPARED");
        return rebuild;
    }

    /** Swaps it, and waits until that has ended. */
    private static JsonNode swapped(JsonNode rebuild, String request) throws Exception {
        String path = "/v1/rebuilds/" + rebuild.path("rebuildId").asString();
        assertThat(api.post(path + "/swap", request).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> !api.get(path).json().path("state").asString().equals("SWAPPING"));
        return api.get(path).json();
    }

    private static JsonNode table(JsonNode rebuild, String name) {
        return rebuild.path("tables")
                .valueStream()
                .filter(table -> table.path("table").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> differences(JsonNode rebuild) {
        return rebuild.path("tables")
                .valueStream()
                .filter(table -> table.path("onlyLive").asLong()
                                + table.path("onlyRebuilt").asLong()
                                + table.path("different").asLong()
                        > 0)
                .toList();
    }

    private static void awaitQuiet() {
        broker.flush();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (String topic : List.of(Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL)) {
                long records = broker.read(topic).stream()
                        .filter(record -> books.count("webhook_log WHERE topic = '" + topic + "' AND kafka_partition = "
                                        + record.partition() + " AND kafka_offset = " + record.offset())
                                == 0)
                        .count();
                assertThat(records).as(topic).isZero();
            }
            assertThat(books.count("outbox WHERE tenant_id <> 'canary'")).isZero();
            assertThat(books.count("parked_record")).isZero();
        });
    }

    /** Rows of the tables that are derived, without what is this database's own. */
    private static Map<String, List<String>> derived() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : List.of("payment", "gateway_transaction", "customer", "customer_key", "subscription")) {
            rows.put(
                    table,
                    books.texts(
                            "SELECT t::text FROM processor." + table + " t WHERE tenant_id <> 'canary' ORDER BY 1"));
        }
        rows.put(
                "ledger",
                books.texts("SELECT (event_id, payment_id, recorded_at, match_rule)::text FROM processor.ledger"
                        + " WHERE tenant_id <> 'canary' ORDER BY 1"));
        rows.put(
                "dead_letter",
                books.texts(
                        "SELECT (dead_letter_id, state, published_at)::text FROM processor.dead_letter ORDER BY 1"));
        rows.put("decided_event", books.texts("SELECT t::text FROM processor.decided_event t ORDER BY 1"));
        return rows;
    }

    private static List<String> withTraffic(String table, List<String> rows, List<String> sent) {
        List<String> all = new ArrayList<>(rows);
        if (List.of("payment", "gateway_transaction", "ledger").contains(table)) {
            all.addAll(sent);
        }
        return all;
    }

    /** Every row of every table but of canaries and of what keeps running. */
    private static Map<String, List<String>> everything() {
        Map<String, List<String>> rows = new TreeMap<>();
        books.texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'processor'"
                        + " AND table_type = 'BASE TABLE'"
                        + " AND table_name NOT LIKE 'received_%' AND table_name NOT LIKE 'conservation_%'"
                        + " AND table_name NOT IN ('outbox', 'publisher_lease', 'audit_entry', 'audit_chain')")
                .forEach(table -> rows.put(
                        table,
                        books.texts("SELECT t::text FROM processor." + table
                                + " t WHERE t::text NOT LIKE '%canary%' ORDER BY 1")));
        return rows;
    }

    private static List<String> ids(List<ConsumerRecord<String, byte[]>> transitions) {
        return transitions.stream()
                .map(record -> {
                    try {
                        return record.topic().equals(Topics.PAYMENT_TRANSITIONS)
                                ? AvroCodec.of(PaymentTransition.class).decode(record.value())
                                : AvroCodec.of(PrivateTransition.class)
                                        .decode(record.value())
                                        .getTransition();
                    } catch (UndecodableRecord e) {
                        throw new IllegalStateException(e);
                    }
                })
                .filter(transition -> !transition.getTenantId().equals("canary"))
                .map(PaymentTransition::getTransitionId)
                .toList();
    }

    /** As retention does. */
    private static void forget(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private static String one(String sql) {
        return books.texts(sql).getFirst();
    }

    private static PaymentEvent event(String type, int minute, String transactionId) {
        PaymentEvent event = Histories.event(type, minute);
        event.setGatewayTransactionId(transactionId);
        return event;
    }

    private static byte[] delivery(String paymentId) {
        ConversionDelivery delivery = new ConversionDelivery();
        delivery.setDeliveryId(UUID.randomUUID().toString());
        delivery.setTenantId(TENANT);
        delivery.setPaymentId(paymentId);
        delivery.setTransitionId(UUID.randomUUID().toString());
        delivery.setPixelId("1000000000000001");
        delivery.setEventName("Purchase");
        delivery.setStatus(DeliveryStatus.SENT);
        delivery.setAttempts(1);
        delivery.setMatchKeys(List.of());
        delivery.setEventTime(Instant.parse("2026-03-01T12:00:00Z"));
        delivery.setFinishedAt(Instant.parse("2026-03-01T12:00:01Z"));
        return AvroCodec.of(ConversionDelivery.class).encode(delivery);
    }

    private static byte[] quarantined() {
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
        webhook.setDetail("novo");
        webhook.setReceivedAt(Instant.parse("2026-03-01T12:00:00Z"));
        webhook.setRaw(raw);
        return AvroCodec.of(QuarantinedWebhook.class).encode(webhook);
    }

    /** A paid sale every few milliseconds, on a thread of its own. */
    private static final class Traffic {
        private final AtomicBoolean running = new AtomicBoolean(true);
        private String first;
        private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        private final HeldLock reader;
        private final Thread thread;

        Traffic(HeldLock reader) {
            this.reader = reader;
            this.thread = Thread.ofPlatform().start(this::send);
        }

        /** Returns when as many were sent from now on. */
        void awaitMore(int sales) {
            int before = sent.size();
            await().atMost(PATIENCE).until(() -> sent.size() >= before + sales);
        }

        List<String> stop() throws InterruptedException {
            running.set(false);
            thread.join();
            return List.copyOf(sent);
        }

        private void send() {
            // All that was to be read before the lock was read by now.
            await().atMost(PATIENCE)
                    .until(() -> books.texts("SELECT mode FROM pg_locks WHERE NOT granted")
                            .contains("AccessExclusiveLock"));
            while (running.get()) {
                if (sent.size() == 10) {
                    await().atMost(PATIENCE)
                            .until(() -> books.count("ledger WHERE event_id::text = '" + first + "'") == 1);
                    reader.letGo();
                }
                String transaction = "during-" + sent.size();
                PaymentEvent paid = event(EventType.PAYMENT_PAID, 1, transaction);
                first = first == null ? paid.getEventId() : first;
                broker.publish(Topics.PAYMENT_EVENTS, paid);
                broker.flush();
                sent.add(transaction);
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
