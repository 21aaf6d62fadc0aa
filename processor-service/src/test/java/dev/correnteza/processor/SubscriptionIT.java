package dev.correnteza.processor;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Subscriptions that gateways name and those that orders are taken for, as the API shows them. */
class SubscriptionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String COLUMNS =
            "gateway, status, plan_type, plan_source, cycles_paid, cycles_returned, period_start,"
                    + " period_end, grace_days, inferred_because, started_at, last_occurred_at";

    private static Books books;
    private static RunningProcessor processor;
    private static Broker broker;
    private static Api api;

    private final String account = "account-" + UUID.randomUUID();
    private int transactions;

    @BeforeAll
    static void start() {
        Database database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(database);
        broker = new Broker(TestStack.kafka().bootstrapServers());
        api = new Api(processor);
    }

    @AfterAll
    static void stop() {
        api.close();
        broker.close();
        processor.close();
    }

    @Test
    void standsWhereItsPeriodAndItsGracePutItNow() throws Exception {
        PaymentEvent canceled = named(SUBSCRIPTION_CANCELED, "canceled", 1);
        canceled.setGatewayTransactionId(null);
        PaymentEvent returned = named(PAYMENT_PAID, "returned", 3);
        apply(
                named(PAYMENT_PAID, "running", 2),
                named(PAYMENT_PAID, "late", 8),
                named(PAYMENT_PAID, "over", 20),
                named(PAYMENT_PAID, "canceled", 3),
                canceled,
                returned,
                refund(returned));

        assertThat(shown("running").path("state").asString()).isEqualTo("ACTIVE");
        assertThat(shown("running").path("planType").asString()).isEqualTo("WEEKLY");
        assertThat(shown("running").path("source").asString()).isEqualTo("EXPLICIT");
        assertThat(shown("running").path("periodEnd").asString())
                .isEqualTo(daysAgo(-5).toString());
        assertThat(shown("running").path("graceEndsAt").asString())
                .isEqualTo(daysAgo(-8).toString());
        assertThat(shown("late").path("state").asString()).isEqualTo("PAST_DUE");
        assertThat(shown("over").path("state").asString()).isEqualTo("EXPIRED");
        assertThat(shown("canceled").path("state").asString()).isEqualTo("CANCELED_AT_PERIOD_END");
        assertThat(shown("returned").path("state").asString()).isEqualTo("EXPIRED");
        assertThat(idsIn("EXPIRED")).containsExactlyInAnyOrder("over", "returned");
        assertThat(idsIn("PAST_DUE")).containsExactly("late");
        assertThat(idsIn("CANCELED")).isEmpty();
    }

    @Test
    void takesOrdersForASubscriptionWhereTheGatewayNeverSendsOne() throws Exception {
        PaymentEvent second = order("braip", "Clube Mensal", 10);
        apply(
                order("braip", "Clube Mensal", 40),
                second,
                order("braip", "E-book de receitas", 5),
                order("hotmart", "Curso anual", 5));

        assertThat(subscriptions()).hasSize(1);
        JsonNode inferred = shown(subscriptions().getFirst());
        assertThat(inferred.path("source").asString()).isEqualTo("INFERRED");
        assertThat(inferred.path("inferredBecause").asString()).isEqualTo("GATEWAY_SENDS_NONE");
        assertThat(inferred.path("cyclesPaid").asInt()).isEqualTo(2);
        assertThat(inferred.path("customerId").isNull()).isFalse();
        apply(refund(second));
        JsonNode returned = shown(subscriptions().getFirst());
        assertThat(returned.path("cyclesPaid").asInt()).isEqualTo(1);
        assertThat(returned.path("cyclesReturned").asInt()).isEqualTo(1);
        assertThat(get("/" + subscriptions().getFirst() + "/cycles").path("items"))
                .hasSize(2);
    }

    @Test
    void hasTheSameRowsWhetherRulesOrFactsCameFirst() throws Exception {
        apply(order("hotmart", "Comunidade", 40), order("hotmart", "Comunidade", 9), named(PAYMENT_PAID, "named", 20));
        assertThat(subscriptions()).containsExactly("named");
        List<String> without = rows();
        String comunidade =
                rule("{\"match\":\"NAME\",\"value\":\"COMUNIDADE\",\"planType\":\"MONTHLY\",\"infers\":true}");
        String weekly = rule("{\"match\":\"NAME\",\"value\":\"semanal\",\"planType\":\"QUARTERLY\",\"graceDays\":30}");
        awaitRecount();

        List<String> with = rows();
        assertThat(with).hasSize(2).anySatisfy(row -> assertThat(row).contains("TENANT_RULE", "MONTHLY"));
        assertThat(shown("named").path("state").asString()).isEqualTo("ACTIVE");
        assertThat(shown("named").path("planType").asString()).isEqualTo("QUARTERLY");

        SubscriptionIT other = new SubscriptionIT();
        other.apply(
                other.named(PAYMENT_PAID, "named", 20),
                other.order("hotmart", "Comunidade", 9),
                other.order("hotmart", "Comunidade", 40));
        assertThat(other.rows()).isEqualTo(with);

        delete(comunidade);
        delete(weekly);
        awaitRecount();
        assertThat(rows()).isEqualTo(without);
        assertThat(other.rows()).isEqualTo(without);
        assertThat(books.count("inferred_charge WHERE account_id = '" + account + "'"))
                .isZero();
    }

    @Test
    void doesNotWriteWhatDidNotChange() throws Exception {
        apply(named(PAYMENT_PAID, "kept", 2));
        String before = lastWritten();
        PaymentEvent again = named(PAYMENT_PAID, "kept", 2);
        again.setGatewayTransactionId(account + "1");

        apply(again);

        assertThat(lastWritten()).isEqualTo(before);
    }

    // Locking a row leaves its place where it was; writing one does not.
    private String lastWritten() {
        return books.texts("SELECT ctid::text FROM processor.subscription WHERE account_id = '" + account + "'")
                .getFirst();
    }

    private void apply(PaymentEvent... events) {
        for (PaymentEvent event : events) {
            broker.publish(Topics.PAYMENT_EVENTS, event);
        }
        for (PaymentEvent event : events) {
            await().atMost(PATIENCE)
                    .until(() -> books.count("webhook_log WHERE event_id = '" + event.getEventId() + "'") == 1);
        }
    }

    private List<String> rows() {
        return books.texts("SELECT (" + COLUMNS + ")::text FROM processor.subscription WHERE account_id = '" + account
                + "' ORDER BY 1");
    }

    private List<String> subscriptions() {
        return books.texts("SELECT subscription_id FROM processor.subscription WHERE account_id = '" + account + "'");
    }

    private static void awaitRecount() {
        await().atMost(PATIENCE).until(() -> books.count("subscription_recount") == 0);
    }

    private static String rule(String json) throws Exception {
        return api.post("/v1/plan-rules", json).json().path("ruleId").asString();
    }

    private static void delete(String ruleId) throws Exception {
        assertThat(api.send(HttpMethod.DELETE, "/v1/plan-rules/" + ruleId, "").status())
                .isEqualTo(200);
    }

    private JsonNode shown(String subscriptionId) throws Exception {
        return get("/" + subscriptionId);
    }

    private JsonNode get(String path) throws Exception {
        return api.get("/v1/subscriptions/" + account + path).json();
    }

    /** Those of this test in a state, read one page after the other. */
    private List<String> idsIn(String state) throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.get("/v1/subscriptions?limit=1&state=" + state + cursor).json();
            page.path("items").forEach(item -> {
                if (item.path("accountId").asString().equals(account)) {
                    ids.add(item.path("subscriptionId").asString());
                }
            });
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        return ids;
    }

    private PaymentEvent named(String type, String subscriptionId, int daysAgo) {
        PaymentEvent event = event("hotmart", type, daysAgo);
        Subscription subscription = new Subscription();
        subscription.setId(subscriptionId);
        subscription.setPlan("Plano semanal");
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        event.setSubscription(subscription);
        return event;
    }

    private PaymentEvent order(String gateway, String product, int daysAgo) {
        PaymentEvent event = event(gateway, PAYMENT_PAID, daysAgo);
        Item item = new Item();
        item.setName(product);
        event.setItems(List.of(item));
        Customer customer = new Customer();
        customer.setEmail("ana@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return event;
    }

    /** As most gateways tell it, without its subscription. */
    private PaymentEvent refund(PaymentEvent charge) {
        PaymentEvent event = event(charge.getGateway(), PAYMENT_REFUNDED, 0);
        event.setGatewayTransactionId(charge.getGatewayTransactionId());
        return event;
    }

    private PaymentEvent event(String gateway, String type, int daysAgo) {
        PaymentEvent event = Histories.event(type, 0);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGateway(gateway);
        event.setGatewayTransactionId(account + ++transactions);
        event.setOccurredAt(daysAgo(daysAgo));
        return event;
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }
}
