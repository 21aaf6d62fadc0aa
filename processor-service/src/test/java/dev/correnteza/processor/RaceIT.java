package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two instances and two lanes apply events of the same new payments at the same time. */
class RaceIT {
    private static final String TENANT = "tenant-race";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PAYMENTS = 250;
    private static final int CUSTOMERS = 25;

    private final Random random = new Random(7);

    @Test
    void losesNoFactAndBearsNoPaymentTwice() {
        List<PaymentEvent> events = new ArrayList<>();
        for (int payment = 0; payment < PAYMENTS; payment++) {
            events.addAll(history(payment));
        }
        Collections.shuffle(events, random);
        Database database = TestStack.freshDatabase();
        Books books = new Books(database);

        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers());
                RunningProcessor one = RunningProcessor.start(database, "--spring.kafka.consumer.max-poll-records=40");
                RunningProcessor other =
                        RunningProcessor.start(database, "--spring.kafka.consumer.max-poll-records=40")) {
            for (PaymentEvent event : events) {
                broker.publish(random.nextBoolean() ? Topics.PAYMENT_EVENTS : Topics.PAYMENT_EVENTS_BACKFILL, event);
            }
            broker.flush();
            await().atMost(PATIENCE)
                    .until(() -> books.count("webhook_log WHERE tenant_id = '" + TENANT + "'") == events.size());
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(one.context().isRunning() && other.context().isRunning()).isTrue();
        }

        assertThat(books.count("webhook_log WHERE status <> 'done'")).isZero();
        assertThat(books.count("ledger")).isEqualTo(events.size());
        assertThat(books.texts("SELECT DISTINCT status FROM processor.payment"))
                .containsExactly(PaymentStatus.REFUNDED.name());
        assertThat(books.count("payment")).isEqualTo(PAYMENTS);
        assertThat(books.texts("SELECT sum(facts) FROM processor.payment")).containsExactly("" + events.size());
        assertThat(books.count("payment_key k WHERE NOT EXISTS"
                        + " (SELECT FROM processor.payment p WHERE p.payment_id = k.payment_id AND p.facts > 0)"))
                .as("names of payments that are not there")
                .isZero();
        assertThat(books.count("customer")).isEqualTo(CUSTOMERS);
        assertThat(books.count("customer_key k LEFT JOIN processor.customer c USING (customer_id)"
                        + " WHERE c.customer_id IS NULL"))
                .as("names of customers who are not there")
                .isZero();
        assertThat(books.count("payment p LEFT JOIN processor.customer c USING (customer_id)"
                        + " WHERE c.customer_id IS NULL"))
                .as("payments of customers who are not there")
                .isZero();
        assertThat(books.count("transition WHERE to_status = 'PAID'")).isEqualTo(PAYMENTS);
    }

    // Some names travel on some of the events only; a gateway in front forwards half of them.
    private List<PaymentEvent> history(int payment) {
        String token = UUID.randomUUID().toString();
        List<PaymentEvent> history = new ArrayList<>();
        List<String> types = List.of(
                EventType.PAYMENT_PENDING,
                EventType.PAYMENT_PAID,
                EventType.PAYMENT_REFUND_REQUESTED,
                EventType.PAYMENT_REFUNDED);
        for (int minute = 0; minute < types.size(); minute++) {
            PaymentEvent event = Histories.event(types.get(minute), minute);
            event.setTenantId(TENANT);
            event.setAccountId("account-race");
            event.setGatewayTransactionId("HP" + payment);
            event.setWebhookToken(random.nextBoolean() ? token : null);
            event.setCustomer(customer(payment % CUSTOMERS, minute));
            history.add(event);
            PaymentEvent forwarded = Histories.copy(event);
            forwarded.setEventId(UUID.randomUUID().toString());
            forwarded.setWebhookToken(null);
            Histories.forward(forwarded);
            history.add(forwarded);
        }
        return history;
    }

    private static Customer customer(int number, int minute) {
        Customer customer = new Customer();
        customer.setDocument(minute == 1 ? "%011d".formatted(number) : null);
        customer.setEmail(minute % 2 == 1 ? number + "@example.com" : null);
        customer.setPhone(minute == 2 ? null : "+5511%09d".formatted(number));
        customer.setDocumentType(DocumentType.CPF);
        return customer;
    }
}
