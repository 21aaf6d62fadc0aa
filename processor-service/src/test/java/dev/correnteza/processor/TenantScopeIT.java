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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
        ids.put(
                "paymentId",
                together.texts("SELECT payment_id FROM processor.payment WHERE tenant_id = '" + ONE
                                + "' AND payment_id NOT LIKE 'PAY_ours%' ORDER BY 1")
                        .getFirst());
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
    private static Map<String, List<String>> everything(String tenantId) {
        Map<String, List<String>> rows = new TreeMap<>();
        together.texts("SELECT table_name FROM information_schema.columns"
                        + " WHERE table_schema = 'processor' AND column_name = 'tenant_id'"
                        // The publisher is still at these.
                        + " AND table_name NOT IN ('outbox', 'transition')")
                .forEach(table -> rows.put(
                        table,
                        together.texts("SELECT t::text FROM processor." + table + " t WHERE tenant_id = '" + tenantId
                                + "' ORDER BY 1")));
        return rows;
    }
}
