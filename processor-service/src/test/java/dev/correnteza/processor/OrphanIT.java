package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payments and webhooks that should have met. */
class OrphanIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant TWO_HOURS_AGO = Instant.now().minus(Duration.ofHours(2));

    private static Books books;
    private static RunningProcessor processor;
    private static Broker broker;
    private static Api api;

    private final String account = "account-" + UUID.randomUUID();
    private final String token = UUID.randomUUID().toString();
    private final String transaction = "HP" + token;
    private final String created = "PAY_" + token.replace("-", "");

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
    void isBornFromAnEventWithATokenThatNobodyHad() throws Exception {
        PaymentEvent foreign = event(EventType.PAYMENT_PAID, TWO_HOURS_AGO);
        foreign.setGatewayTransactionId(transaction);
        PaymentEvent bare = event(EventType.PAYMENT_PAID, TWO_HOURS_AGO);
        bare.setWebhookToken(null);
        bare.setGatewayTransactionId("another-" + transaction);
        apply(foreign, bare);

        List<JsonNode> orphans = orphans("PT1H");

        assertThat(orphans).hasSize(1);
        JsonNode orphan = orphans.getFirst();
        assertThat(orphan.path("reason").asString()).isEqualTo("WEBHOOK_TOKEN_UNKNOWN");
        assertThat(orphan.path("gatewayTransactionId").asString()).isEqualTo(transaction);
        assertThat(orphan.path("status").asString()).isEqualTo("PAID");
        assertThat(orphan.path("ageSeconds").asLong()).isBetween(7_200L, 86_400L);
        try (Api stranger = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            assertThat(stranger.get("/v1/orphans?limit=500").body()).doesNotContain(account);
        }
    }

    @Test
    void isAPaymentThatWasCreatedAndNeverHeardOfAgain() throws Exception {
        apply(creation(TWO_HOURS_AGO));

        assertThat(orphans("PT1H"))
                .singleElement()
                .satisfies(orphan ->
                        assertThat(orphan.path("paymentId").asString()).isEqualTo(created))
                .satisfies(
                        orphan -> assertThat(orphan.path("reason").asString()).isEqualTo("NO_WEBHOOK"));
        assertThat(orphans("P30D")).isEmpty();
    }

    @Test
    void isNoPaymentWhoseWebhookFoundIt() throws Exception {
        PaymentEvent paid = event(EventType.PAYMENT_PAID, TWO_HOURS_AGO.plusSeconds(1));
        paid.setGatewayTransactionId(transaction);
        apply(creation(TWO_HOURS_AGO), paid);

        assertThat(books.texts("SELECT payment_id FROM processor.payment WHERE account_id = '" + account + "'"))
                .containsExactly(created);
        assertThat(orphans("PT1H")).isEmpty();
    }

    /** Some gateways call it created, too, when a checkout is opened there. */
    @Test
    void isNoPaymentThatAGatewayCreatedAndStillOneWithATokenThatNobodyHad() throws Exception {
        PaymentEvent opened = event(EventType.PAYMENT_CREATED, TWO_HOURS_AGO);
        opened.setWebhookToken(null);
        opened.setGatewayTransactionId(transaction);
        apply(opened);
        assertThat(orphans("PT1H")).isEmpty();

        PaymentEvent pending = event(EventType.PAYMENT_PENDING, TWO_HOURS_AGO.plusSeconds(1));
        pending.setGatewayTransactionId(transaction);
        apply(pending);

        assertThat(orphans("PT1H"))
                .extracting(orphan -> orphan.path("reason").asString())
                .containsExactly("WEBHOOK_TOKEN_UNKNOWN");
    }

    /** The webhook stands before the creation in the log: they meet in the payment that was born from it. */
    @Test
    void isNoPaymentWhoseCreationCameAfterItsWebhook() throws Exception {
        PaymentEvent paid = event(EventType.PAYMENT_PAID, TWO_HOURS_AGO.plusSeconds(1));
        paid.setGatewayTransactionId(transaction);
        apply(paid);
        assertThat(orphans("PT1H")).hasSize(1);

        apply(creation(TWO_HOURS_AGO));

        assertThat(orphans("PT1H")).isEmpty();
    }

    private List<JsonNode> orphans(String olderThan) throws Exception {
        return api.get("/v1/orphans?limit=500&olderThan=" + olderThan).items().stream()
                .filter(orphan -> orphan.path("accountId").asString().equals(account))
                .toList();
    }

    private PaymentEvent creation(Instant at) {
        PaymentEvent event = event(EventType.PAYMENT_CREATED, at);
        event.setPaymentId(created);
        return event;
    }

    private PaymentEvent event(String type, Instant at) {
        PaymentEvent event = Histories.event(type, 0);
        event.setAccountId(account);
        event.setOccurredAt(at);
        event.setWebhookToken(token);
        return event;
    }

    private void apply(PaymentEvent... events) {
        long before = books.count("ledger WHERE account_id = '" + account + "'");
        for (PaymentEvent event : events) {
            broker.publish(Topics.PAYMENT_EVENTS, event);
        }
        broker.flush();
        await().atMost(PATIENCE)
                .until(() -> books.count("ledger WHERE account_id = '" + account + "'") == before + events.length);
    }
}
