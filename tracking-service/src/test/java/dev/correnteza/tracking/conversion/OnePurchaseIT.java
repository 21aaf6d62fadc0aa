package dev.correnteza.tracking.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.DeliveryStatus;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.meta.AcceptedConversion;
import dev.correnteza.simulator.meta.ConversionsSandbox;
import dev.correnteza.tracking.Records;
import dev.correnteza.tracking.RunningService;
import dev.correnteza.tracking.Transitions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePurchaseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final ConversionsSandbox meta =
            new ConversionsSandbox(Map.of("111", "token-1", "222", "token-2"), Clock.systemUTC());
    private final Simulator simulator = Simulator.start(0, List.of(meta));
    private final Database database = TestStack.freshDatabase();
    private RunningService service;
    private Records records;

    @BeforeAll
    void start() {
        List<String> pixels = new ArrayList<>(RunningService.pixel(0, tenant, "111", "token-1"));
        pixels.addAll(RunningService.pixel(1, tenant, "222", "token-2"));
        pixels.addAll(RunningService.pixel(2, "somebody-else", "333", "token-3"));
        // A sale is sent because it came, and its delivery written because it ended: nobody looks for them.
        pixels.add("--correnteza.tracking.conversions.poll-interval=1h");
        // Nothing answers there: schemas of this jar need nobody.
        pixels.add("--correnteza.registry.url=http://127.0.0.1:1");
        service = RunningService.start(database, simulator.url(), pixels);
        records = new Records();
    }

    @AfterAll
    void stop() {
        records.close();
        service.close();
        simulator.close();
    }

    @Test
    void refusesToStartOnTopicsThatCouldLoseRecords() {
        assertThatThrownBy(() -> RunningService.startRequiring(3, TestStack.freshDatabase(), simulator.url()))
                .hasStackTraceContaining("conversion-deliveries: replicas=1 (expected: 3 or more)")
                .hasStackTraceContaining("min.insync.replicas=1 (expected: 2 or more)");
    }

    @Test
    void reportsAHundredDeliveriesOnceToEachPixel() throws Exception {
        String payment = "pay_" + UUID.randomUUID();
        Instant paidAt = Instant.now().minusSeconds(5);
        PrivateTransition paid = Transitions.paid(tenant, payment, paidAt);

        for (int i = 0; i < 100; i++) {
            records.send(paid);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(2));
        String later = "pay_" + UUID.randomUUID();
        records.send(Transitions.paid(tenant, later, paidAt));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(later)).hasSize(2));
        assertThat(records.deliveries(payment))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.getStatus()).isEqualTo(DeliveryStatus.SENT))
                .allSatisfy(one -> assertThat(one.getAttempts()).isEqualTo(1))
                .allSatisfy(one -> assertThat(one.getHttpStatus()).isEqualTo(200));
        assertThat(accepted(payment))
                .extracting(AcceptedConversion::datasetId, AcceptedConversion::eventId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("111", eventId("111", payment)),
                        org.assertj.core.groups.Tuple.tuple("222", eventId("222", payment)));
        AcceptedConversion one = accepted(payment).getFirst();
        assertThat(one.eventTime()).isEqualTo(paidAt.getEpochSecond());
        assertThat(one.value()).isEqualTo("197.00");
        assertThat(one.currency()).isEqualTo("BRL");
        assertThat(one.userDataKeys())
                .containsExactly("country", "ct", "em", "external_id", "fbc", "fbp", "fn", "ln", "ph", "st", "zp");
        assertThat(column("SELECT count(*) FROM tracking.conversion WHERE event IS NOT NULL AND payment_id = '"
                        + payment + "'"))
                .isEqualTo("0");
    }

    @Test
    void reportsNothingForOtherTransitions() throws Exception {
        String payment = "pay_" + UUID.randomUUID();
        Instant now = Instant.now();
        records.send(Transitions.of(tenant, payment, PaymentStatus.UNKNOWN, PaymentStatus.PENDING, now));
        records.send(Transitions.paid(tenant, payment, now));
        records.send(Transitions.of(tenant, payment, PaymentStatus.PAID, PaymentStatus.DISPUTED, now));
        records.send(Transitions.of(tenant, payment, PaymentStatus.DISPUTED, PaymentStatus.PAID, now));
        records.send(Transitions.of(tenant, payment, PaymentStatus.PAID, PaymentStatus.REFUNDED, now));
        String unpaid = "pay_" + UUID.randomUUID();
        records.send(Transitions.of(tenant, unpaid, PaymentStatus.UNKNOWN, PaymentStatus.PENDING, now));
        String replayed = "pay_" + UUID.randomUUID();
        PrivateTransition old = Transitions.paid(tenant, replayed, now);
        old.getTransition().setLane(Lane.REPLAY);
        records.send(old);
        String last = "pay_" + UUID.randomUUID();
        records.send(Transitions.paid(tenant, last, now));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(records.deliveries(payment)).hasSize(2);
            assertThat(records.deliveries(last)).hasSize(2);
            assertThat(records.deliveries(unpaid)).isEmpty();
            assertThat(records.deliveries(replayed)).isEmpty();
        });

        assertThat(accepted(payment)).hasSize(2);
        assertThat(column("SELECT count(*) FROM tracking.conversion WHERE payment_id IN ('" + unpaid + "', '" + replayed
                        + "')"))
                .isEqualTo("0");
    }

    @Test
    void skipsWhatNobodyCouldMatch() {
        String nameless = "pay_" + UUID.randomUUID();
        PrivateTransition unknown = Transitions.paid(tenant, nameless, Instant.now());
        unknown.setCustomer(null);
        unknown.setCustomerId(null);
        unknown.setAttribution(null);
        records.send(unknown);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(nameless)).hasSize(2));

        assertThat(records.deliveries(nameless))
                .allSatisfy(one -> assertThat(one.getStatus()).isEqualTo(DeliveryStatus.SKIPPED))
                .allSatisfy(one -> assertThat(one.getAttempts()).isZero());
        assertThat(accepted(nameless)).isEmpty();
    }

    @Test
    void anUnreadableRecordHoldsUpNothing() {
        String payment = "pay_" + UUID.randomUUID();
        records.sendBytes(payment, new byte[] {1, 2, 3});
        records.sendBytes(payment, new byte[0]);
        records.send(Transitions.paid(tenant, payment, Instant.now()));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(accepted(payment)).hasSize(2));
    }

    private List<AcceptedConversion> accepted(String payment) {
        return meta.accepted().stream()
                .filter(one -> payment.equals(one.orderId()))
                .toList();
    }

    private static String eventId(String pixel, String payment) {
        return DerivedId.conversion(pixel, "Purchase", payment).toString();
    }

    private String column(String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
