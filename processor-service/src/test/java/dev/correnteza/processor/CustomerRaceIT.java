package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A customer gets another id while a batch tells of them. */
class CustomerRaceIT {
    private static final String TENANT = "tenant-customer-race";
    private static final String EMAIL = "ana@example.com";
    private static final String DOCUMENT = "39053344705";
    private static final UUID STRONGER = DerivedId.customer(TENANT, "DOCUMENT:" + DOCUMENT);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void givesAPaymentToWhoeverTookThePlaceOfItsCustomer() throws SQLException {
        Database database = TestStack.freshDatabase();
        Books books = new Books(database);
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers());
                RunningProcessor processor = RunningProcessor.start(database);
                Connection rival =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
            publish(broker, "HP-1");
            await().atMost(PATIENCE).until(() -> books.count("customer WHERE tenant_id = '" + TENANT + "'") == 1);

            rival.setAutoCommit(false);
            replaceCustomer(rival);
            publish(broker, "HP-2");
            await().atMost(PATIENCE)
                    .until(() -> !books.texts("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database()")
                            .isEmpty());
            rival.commit();

            await().atMost(PATIENCE).until(() -> books.count("webhook_log WHERE tenant_id = '" + TENANT + "'") == 2);
            assertThat(processor.context().isRunning()).isTrue();
        }
        assertThat(books.texts("SELECT DISTINCT customer_id FROM processor.payment WHERE tenant_id = '" + TENANT + "'"))
                .containsExactly(STRONGER.toString());
        assertThat(books.texts("SELECT customer_id FROM processor.customer WHERE tenant_id = '" + TENANT + "'"))
                .containsExactly(STRONGER.toString());
    }

    /** What a batch does that learns of a stronger name, until just before it ends. */
    private static void replaceCustomer(Connection rival) throws SQLException {
        try (Statement statement = rival.createStatement()) {
            statement.execute("UPDATE processor.customer SET customer_id = '" + STRONGER + "'");
            statement.execute("UPDATE processor.customer_key SET customer_id = '" + STRONGER + "'");
            statement.execute("INSERT INTO processor.customer_key (tenant_id, kind, value, customer_id) VALUES ('"
                    + TENANT + "', 'DOCUMENT', '" + DOCUMENT + "', '" + STRONGER + "')");
            statement.execute("UPDATE processor.payment SET customer_id = '" + STRONGER + "'");
        }
    }

    private static void publish(Broker broker, String transaction) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PENDING, 0);
        event.setTenantId(TENANT);
        event.setAccountId("account-customer-race");
        event.setGatewayTransactionId(transaction);
        event.setWebhookToken(UUID.randomUUID().toString());
        event.setExternalReference(null);
        event.setEndToEndId(null);
        event.setPaymentId(null);
        Customer customer = new Customer();
        customer.setEmail(EMAIL);
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        broker.publish(Topics.PAYMENT_EVENTS, event);
        broker.flush();
    }
}
