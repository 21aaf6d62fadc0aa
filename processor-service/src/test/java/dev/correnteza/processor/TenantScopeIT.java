package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.processor.payment.PaymentStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Two tenants with equal ids in every field never see or touch each other's rows. */
class TenantScopeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final String ONE = RunningProcessor.TENANT;
    private static final String OTHER = RunningProcessor.OTHER_TENANT;
    private static final int OURS = 12;
    private static final long NOT_IN_THE_TOPIC = 1_000_000;

    /** Tables that have a tenant, and their columns that are not our clock's or the topic's. */
    private static final Map<String, String> TABLES = Map.of(
            "payment", "t",
            "gateway_transaction", "t",
            "subscription", "t",
            "customer", "t",
            "customer_key", "t",
            "payment_key", "t",
            "ledger", "(event_id, account_id, type, occurred_at, payment_id, match_rule, subscription_id)",
            "transition", "(transition_id, payment_id, event_id, type, from_status, to_status, occurred_at)",
            "webhook_log", "(account_id, event_id, type, status, payment_id)");

    private static Books together;
    private static RunningProcessor processor;
    private static Api one;
    private static Api other;
    private static Map<String, List<String>> ofOneAlone;
    private static Map<String, List<String>> ofOtherAlone;

    @BeforeAll
    static void applyTheSameHistoriesForBoth() {
        Random random = new Random(20_261_122);
        List<PaymentEvent> histories = histories(random);

        ofOneAlone = alone(ONE, histories);
        ofOtherAlone = alone(OTHER, histories);
        var database = TestStack.freshDatabase();
        together = new Books(database);
        processor = RunningProcessor.start(database, "--spring.kafka.consumer.max-poll-records=50");
        one = new Api(processor);
        other = new Api(processor, RunningProcessor.OTHER_API_KEY);
        nameOurs(together);
        List<PaymentEvent> interleaved = histories.stream()
                .flatMap(event -> random.nextBoolean()
                        ? Stream.of(of(ONE, event), of(OTHER, event))
                        : Stream.of(of(OTHER, event), of(ONE, event)))
                .toList();
        apply(together, interleaved);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        processor.close();
    }

    @Test
    void makesTheRowsOfEachTenantAsIfItWereAlone() {
        assertThat(ofOneAlone.get("payment")).hasSizeGreaterThan(60);
        assertThat(ofOneAlone.get("payment"))
                .filteredOn(row -> row.contains("PAY_ours"))
                .hasSize(OURS);
        assertThat(ofOneAlone.get("subscription")).hasSizeGreaterThan(20);
        assertThat(ofOneAlone.get("webhook_log"))
                .filteredOn(row -> row.contains("duplicate"))
                .isNotEmpty();

        TABLES.keySet().forEach(table -> {
            assertThat(rows(together, ONE).get(table)).as(table).containsExactlyElementsOf(ofOneAlone.get(table));
            assertThat(rows(together, OTHER).get(table)).as(table).containsExactlyElementsOf(ofOtherAlone.get(table));
        });
    }

    @Test
    void publishesTheTransitionsOfBoth() {
        await().atMost(PATIENCE).until(() -> together.count("outbox") == 0);

        assertThat(together.count("transition WHERE published_at IS NULL")).isZero();
    }

    @Test
    void explainsAPaymentByItsOwnTenantsRecordsOnly() throws Exception {
        for (Map.Entry<Api, String> asker : Map.of(one, ONE, other, OTHER).entrySet()) {
            Answer answer = asker.getKey().get("/v1/payments/PAY_ours0/explain");

            long facts =
                    together.count("ledger WHERE payment_id = 'PAY_ours0' AND tenant_id = '" + asker.getValue() + "'");
            assertThat(facts).isPositive();
            assertThat(answer.json()
                            .path("hops")
                            .valueStream()
                            .filter(hop -> hop.path("hop").asString().equals("ledger")))
                    .hasSize((int) facts);
        }
    }

    /** A route that is new and has an id in its path is told here whose id that is. */
    @Test
    void answersNotFoundToWhoeverNamesWhatIsAnothersAndChangesNothing() throws Exception {
        Map<String, String> ids = new HashMap<>();
        ids.put("paymentId", paymentOf(ONE));
        ids.put("deadLetterId", addDeadLetter(ONE));
        ids.put("decisionId", addMatch(ONE, ids.get("paymentId")));
        ids.put("customerId", customerOf(ONE));
        together.execute("INSERT INTO processor.customer_split VALUES ('" + ids.get("decisionId") + "', '" + ONE
                + "', 'EMAIL', 'of-one@example.com', now())");
        ids.put(
                "accountId",
                one.post("/v1/accounts", "{\"gateway\":\"hotmart\"}")
                        .json()
                        .path("accountId")
                        .asString());
        ids.put(
                "keyId",
                one.post("/v1/keys", "{\"name\":\"mine\",\"role\":\"VIEWER\"}")
                        .json()
                        .path("keyId")
                        .asString());
        ids.put(
                "rebuildId",
                one.post("/v1/rebuilds", "").json().path("rebuildId").asString());
        ids.put(
                "ruleId",
                one.post("/v1/plan-rules", "{\"match\":\"NAME\",\"value\":\"mine\",\"planType\":\"ANNUAL\"}")
                        .json()
                        .path("ruleId")
                        .asString());
        // It finds no facts of a subscription that nobody told.
        await().atMost(PATIENCE).until(() -> together.count("subscription_recount") == 0);
        List<Route> named = Route.all(processor).stream()
                .filter(route -> route.pattern().contains("{"))
                .toList();
        ids.put("subscriptionId", "sub-of-one");
        together.execute("INSERT INTO processor.subscription (account_id, subscription_id, tenant_id, gateway, status,"
                + " interval_unit, cycles_paid, last_occurred_at) VALUES ('" + ids.get("accountId")
                + "', 'sub-of-one', '"
                + ONE + "', 'hotmart', 'ACTIVE', 'UNKNOWN', 1, now())");
        Map<String, List<String>> before = everything(ONE);

        assertThat(named).hasSizeGreaterThan(5);
        String shared = together.texts("SELECT '{\"kind\":\"' || kind || '\",\"value\":\"' || value || '\"}'"
                        + " FROM processor.customer_key WHERE customer_id = '" + ids.get("customerId") + "'")
                .getFirst();
        for (String more : List.of("\"dryRun\":true", "\"reason\":\"mine\"")) {
            other.post(
                            "/v1/customers/" + ids.get("customerId") + "/splits",
                            "{\"names\":[" + shared + "]," + more + "}")
                    .assertProblem(404, "no such customer");
        }
        for (Route route : named) {
            String path = route.path(ids);
            other.send(route.method(), path, "{}").assertProblem(404, "no such");
            if (route.method().equals(HttpMethod.GET)) {
                assertThat(one.get(path).status()).as(path).isEqualTo(200);
                other.get(path + "?reveal=true").assertProblem(404, "no such");
            }
        }

        assertThat(everything(ONE)).isEqualTo(before);
        together.execute("DELETE FROM processor.subscription WHERE subscription_id = 'sub-of-one'");
        forgetWhatWasAdded();
    }

    /** What is named in a body or a query. A route that is new and takes ids there is asked here. */
    @Test
    void findsNothingForWhoeverAsksWithWhatIsAnothersAndChangesNothing() throws Exception {
        String payment = paymentOf(ONE);
        addDeadLetter(ONE);
        String eventId = addTransaction(ONE);
        String account = one.post("/v1/accounts", "{\"gateway\":\"hotmart\"}")
                .json()
                .path("accountId")
                .asString();
        Map<String, List<String>> before = everything(ONE);

        String charge =
                "{\"accountId\":\"" + account + "\",\"amountMinor\":1050,\"currency\":\"BRL\",\"method\":\"PIX\"}";
        one.post("/v1/payments", charge).assertProblem(409, "");
        other.post("/v1/payments", charge).assertProblem(404, "no such account");
        String matches = "/v1/payments/" + paymentOf(OTHER) + "/matches";
        for (String transaction : List.of(
                "\"accountId\":\"account-of-one\",\"transactionId\":\"HP-of-one\"",
                "\"eventId\":\"" + eventId + "\"")) {
            other.post(matches, "{" + transaction + ",\"reason\":\"mine\"}").assertProblem(404, "no such transaction");
        }
        String mend = "\"reason\":\"mine\",\"patch\":[{\"op\":\"remove\",\"path\":\"/externalReference\"}]";
        for (String selection : List.of("", "\"accountId\":\"account-of-one\"")) {
            Map<String, String> requests = Map.of("retry", "", "mend", mend, "discard", "\"reason\":\"mine\"");
            for (String action : List.of("retry", "mend", "discard")) {
                Answer counts =
                        other.post("/v1/dead-letters/" + action, "{" + joined(selection, requests.get(action)) + "}");
                assertThat(counts.status()).as(action + " " + counts.body()).isEqualTo(202);
                assertThat(counts.json().path("matched").asInt()).as(action).isZero();
            }
            Answer rehearsal = other.post("/v1/dead-letters/mend", "{\"dryRun\":true," + joined(selection, mend) + "}");
            assertThat(rehearsal.json().path("matched").asInt(-1)).isZero();
        }
        for (String query : List.of(
                "/v1/dead-letters?accountId=account-of-one",
                "/v1/webhooks?paymentId=" + payment,
                "/v1/webhooks?eventId=" + eventId,
                "/v1/conservation?accountId=account-of-one")) {
            assertThat(one.get(query).items()).as(query).isNotEmpty();
            assertThat(other.get(query).status()).as(query).isEqualTo(200);
            assertThat(other.get(query).items()).as(query).isEmpty();
        }

        assertThat(everything(ONE)).isEqualTo(before);
        assertThat(together.count("dead_letter WHERE state <> 'OPEN'")).isZero();
        assertThat(together.count("charge")).isZero();
        forgetWhatWasAdded();
    }

    @Test
    void listsToEachTenantItsOwnOnly() throws Exception {
        String accountId = one.post("/v1/accounts", "{\"gateway\":\"hotmart\"}")
                .json()
                .path("accountId")
                .asString();
        String keyId = one.post("/v1/keys", "{\"name\":\"mine\",\"role\":\"VIEWER\"}")
                .json()
                .path("keyId")
                .asString();
        List<String> mine = new ArrayList<>(List.of(accountId, keyId));
        mine.addAll(together.texts(
                "SELECT payment_id FROM processor.payment WHERE payment_id NOT LIKE 'PAY_ours%' AND tenant_id = '" + ONE
                        + "'"));
        mine.addAll(together.texts("SELECT customer_id FROM processor.customer WHERE tenant_id = '" + ONE + "'"));

        for (Route route : Route.all(processor)) {
            if (route.method().equals(HttpMethod.GET) && !route.pattern().contains("{")) {
                Answer answer = other.get(route.pattern() + "?limit=500");
                assertThat(answer.status()).as(route.toString()).isEqualTo(200);
                assertThat(answer.body()).as(route.toString()).doesNotContain(mine);
            }
        }
    }

    private static String paymentOf(String tenantId) {
        return together.texts("SELECT payment_id FROM processor.payment WHERE tenant_id = '" + tenantId
                        + "' AND payment_id NOT LIKE 'PAY_ours%' ORDER BY 1")
                .getFirst();
    }

    private static String customerOf(String tenantId) {
        return together.texts(
                        "SELECT customer_id FROM processor.customer WHERE tenant_id = '" + tenantId + "' ORDER BY 1")
                .getFirst();
    }

    /** One that is published already. */
    private static String addDeadLetter(String tenantId) {
        String id = UUID.randomUUID().toString();
        PaymentEvent event = of(tenantId, Histories.event("payment.paid", 0));
        together.execute(
                """
                INSERT INTO processor.dead_letter (dead_letter_id, tenant_id, account_id, gateway, topic, kafka_partition,
                    kafka_offset, record_time, record_value, event_id, type, error_code, attempts, first_failed_at,
                    last_failed_at, state, published_at)
                VALUES ('%s', '%s', 'account-of-one', 'hotmart', 'payment-events', 0, 0, now(), decode('%s', 'hex'),
                    '%s', 'payment.paid', 'SQLSTATE_23514', 2, now(), now(), 'OPEN', now())
                """.formatted(id, tenantId, HexFormat.of().formatHex(CODEC.encode(event)), event.getEventId()));
        return id;
    }

    private static String addMatch(String tenantId, String paymentId) {
        String id = UUID.randomUUID().toString();
        together.execute("""
                INSERT INTO processor.decision (decision_id, tenant_id, kind, payment_id, decided_by, decided_at,
                    kafka_partition, kafka_offset, applied_at)
                VALUES ('%s', '%s', 'MATCH', '%s', 'key', now(), 0, 0, now())
                """.formatted(id, tenantId, paymentId));
        return id;
    }

    /** A transaction that has no like among the other's, an event and a webhook of it, and that it was received. */
    private static String addTransaction(String tenantId) {
        String eventId = UUID.randomUUID().toString();
        copy(
                tenantId,
                "gateway_transaction",
                "true",
                "{\"account_id\": \"account-of-one\", \"gateway_transaction_id\": \"HP-of-one\"}");
        copy(
                tenantId,
                "ledger",
                "payment_id IS NOT NULL AND subscription_id IS NULL",
                "{\"event_id\": \"" + eventId + "\"}");
        copy(
                tenantId,
                "webhook_log",
                "status = 'done'",
                "{\"event_id\": \"" + eventId + "\", \"kafka_offset\": " + NOT_IN_THE_TOPIC + "}");
        together.execute("INSERT INTO processor.received_count VALUES ('" + tenantId
                + "', 'account-of-one', date_trunc('hour', now()), 1)");
        return eventId;
    }

    /** A row that is like one of the tenant's but for these columns. */
    private static void copy(String tenantId, String table, String condition, String columns) {
        together.execute("INSERT INTO processor.%1$s SELECT (jsonb_populate_record(t, '%2$s')).* FROM processor.%1$s t"
                        .formatted(table, columns)
                + " WHERE tenant_id = '" + tenantId + "' AND " + condition + " LIMIT 1");
    }

    /** As it was before: other tests compare the tables. */
    private static void forgetWhatWasAdded() {
        together.execute("DELETE FROM processor.dead_letter");
        together.execute("DELETE FROM processor.decision");
        together.execute("DELETE FROM processor.customer_split");
        together.execute("DELETE FROM processor.gateway_transaction WHERE account_id = 'account-of-one'");
        together.execute("DELETE FROM processor.received_count WHERE account_id = 'account-of-one'");
        together.execute("DELETE FROM processor.ledger WHERE event_id IN"
                + " (SELECT event_id FROM processor.webhook_log WHERE kafka_offset = " + NOT_IN_THE_TOPIC + ")");
        together.execute("DELETE FROM processor.webhook_log WHERE kafka_offset = " + NOT_IN_THE_TOPIC);
    }

    // Sorted as they happened and written to one partition: their steps do not depend on how batches fall.
    private static List<PaymentEvent> histories(Random random) {
        List<PaymentEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<PaymentEvent> payment = Histories.ofPayment(random);
            if (i < OURS) {
                String paymentId = "PAY_ours" + i;
                payment.forEach(event -> event.setPaymentId(paymentId));
            }
            events.addAll(payment);
        }
        for (int i = 0; i < 25; i++) {
            events.addAll(Histories.ofSubscription(random));
        }
        events.sort(Comparator.comparing(PaymentEvent::getOccurredAt)
                .thenComparing(event -> PaymentStates.rank(event.getType()))
                .thenComparing(PaymentEvent::getEventId));
        for (int i = 0; i < 20; i++) {
            events.add(Histories.copy(events.get(random.nextInt(events.size()))));
        }
        return events;
    }

    private static PaymentEvent of(String tenantId, PaymentEvent event) {
        PaymentEvent copy = Histories.copy(event);
        copy.setTenantId(tenantId);
        return copy;
    }

    private static Map<String, List<String>> alone(String tenantId, List<PaymentEvent> histories) {
        var database = TestStack.freshDatabase();
        Books books = new Books(database);
        RunningProcessor alone = RunningProcessor.start(database, "--spring.kafka.consumer.max-poll-records=50");
        try {
            nameOurs(books);
            apply(books, histories.stream().map(event -> of(tenantId, event)).toList());
            return rows(books, tenantId);
        } finally {
            alone.close();
        }
    }

    /** As if each tenant had made payments here, with equal ids. */
    private static void nameOurs(Books books) {
        for (String tenantId : List.of(ONE, OTHER)) {
            for (int i = 0; i < OURS; i++) {
                books.execute(
                        "INSERT INTO processor.payment_key VALUES ('%s', 'PAYMENT_ID', 'PAY_ours%d', 'PAY_ours%d')"
                                .formatted(tenantId, i, i));
            }
        }
    }

    private static void apply(Books books, List<PaymentEvent> events) {
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers())) {
            events.forEach(event ->
                    broker.publish(Topics.PAYMENT_EVENTS, "one key", CODEC.encode(event), event.getTenantId()));
            broker.flush();
        }
        await().atMost(PATIENCE).until(() -> books.count("webhook_log") == events.size());
    }

    private static Map<String, List<String>> rows(Books books, String tenantId) {
        Map<String, List<String>> rows = new TreeMap<>();
        TABLES.forEach((table, columns) -> rows.put(
                table,
                books.texts("SELECT " + columns + "::text FROM processor." + table + " t WHERE tenant_id = '" + tenantId
                        + "' ORDER BY 1")));
        return rows;
    }

    /** Every row of a tenant in every table that has a tenant. */
    private static String joined(String one, String other) {
        return Stream.of(one, other).filter(fields -> !fields.isEmpty()).collect(Collectors.joining(","));
    }

    private static Map<String, List<String>> everything(String tenantId) {
        Map<String, List<String>> rows = new TreeMap<>();
        together.texts("SELECT table_name FROM information_schema.columns"
                        + " WHERE table_schema = 'processor' AND column_name = 'tenant_id'"
                        // The publisher and the counting are still at these.
                        + " AND table_name NOT IN ('outbox', 'transition', 'received_count', 'conservation_hour')")
                .forEach(table -> rows.put(
                        table,
                        together.texts("SELECT t::text FROM processor." + table + " t WHERE tenant_id = '" + tenantId
                                + "' ORDER BY 1")));
        return rows;
    }
}
