package dev.correnteza.tracking.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.DeliveryStatus;
import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.meta.AcceptedConversion;
import dev.correnteza.simulator.meta.ConversionsSandbox;
import dev.correnteza.tracking.CapturedLogs;
import dev.correnteza.tracking.Records;
import dev.correnteza.tracking.RunningService;
import dev.correnteza.tracking.Transitions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLAIMED_AT_ONCE = 30;

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final ConversionsSandbox meta = new ConversionsSandbox(Map.of("111", "secret-token-1"), Clock.systemUTC());
    private final Simulator simulator = Simulator.start(0, List.of(meta));
    private final Database database = TestStack.freshDatabase();
    private RunningService service;
    private Records records;
    private CapturedLogs logs;

    @BeforeAll
    void start() {
        List<String> arguments = new ArrayList<>(RunningService.pixel(0, tenant, "111", "secret-token-1"));
        arguments.add("--logging.level.dev.correnteza=DEBUG");
        service = RunningService.start(database, simulator.url(), arguments);
        records = new Records();
        logs = new CapturedLogs();
    }

    @BeforeEach
    void forgetFaults() throws Exception {
        HttpRequest forget = HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/conversions/faults"))
                .DELETE()
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(forget, BodyHandlers.discarding());
        }
    }

    /** Last, when everything above has been logged. */
    @AfterAll
    void logsNothingPersonalAndStops() {
        logs.close();
        records.close();
        service.close();
        simulator.close();

        assertThat(logs.lines()).isNotEmpty();
        for (String secret : Transitions.PERSONAL) {
            assertThat(logs.lines()).noneMatch(line -> line.contains(secret));
        }
        assertThat(logs.lines()).noneMatch(line -> line.contains("secret-token-1"));
    }

    @Test
    void triesAgainAfterTemporaryTrouble() throws Exception {
        order("temporary", 2);
        order("html", 1);

        ConversionDelivery delivery = deliver(payment());

        assertThat(delivery.getStatus()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery.getAttempts()).isEqualTo(4);
        assertThat(accepted(delivery.getPaymentId())).hasSize(1);
    }

    @Test
    void keepsEventsOfAPixelWhoseTokenIsRefusedAndGoesOnByItself() throws Exception {
        order("token", 1000);
        long before = meta.requests();
        String first = payment();
        records.send(Transitions.paid(tenant, first, Instant.now()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(query("SELECT count(*) FROM tracking.pixel_pause WHERE ? <> ''", first))
                        .isEqualTo("1"));
        String second = payment();
        records.send(Transitions.paid(tenant, second, Instant.now()));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(query("SELECT count(*) FROM tracking.conversion WHERE payment_id = ?", second))
                                .isEqualTo("1"));

        forgetFaults();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(records.deliveries(first)).hasSize(1);
            assertThat(records.deliveries(second)).hasSize(1);
        });

        assertThat(accepted(first)).hasSize(1);
        assertThat(accepted(second)).hasSize(1);
        assertThat(records.deliveries(first).getFirst().getAttempts()
                        + records.deliveries(second).getFirst().getAttempts())
                .isEqualTo(Math.toIntExact(meta.requests() - before));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(query("SELECT count(*) FROM tracking.pixel_pause WHERE ? <> ''", first))
                        .isEqualTo("0"));
        assertThat(logs.lines()).anyMatch(line -> line.startsWith("pixel paused"));
    }

    @Test
    void waitsWhenThrottled() throws Exception {
        order("throttled", 1);

        ConversionDelivery delivery = deliver(payment());

        assertThat(delivery.getStatus()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery.getAttempts()).isEqualTo(2);
    }

    @Test
    void givesUpWhatStayedUnknownForTwoDays() throws Exception {
        order("temporary", 1000);
        String payment = payment();
        records.send(Transitions.paid(tenant, payment, Instant.now()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                query("SELECT unknown_since FROM tracking.conversion WHERE payment_id = ?", payment))
                        .isNotNull());

        update(
                "UPDATE tracking.conversion SET unknown_since = now() - interval '48 hours' WHERE payment_id = ?",
                payment);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(1));
        assertThat(records.deliveries(payment).getFirst().getStatus()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(query("SELECT reason FROM tracking.conversion WHERE payment_id = ?", payment))
                .isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void skipsWhatIsTooOld() {
        String payment = payment();
        records.send(Transitions.paid(tenant, payment, Instant.now().minus(Duration.ofDays(8))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(1));
        assertThat(records.deliveries(payment).getFirst().getStatus()).isEqualTo(DeliveryStatus.SKIPPED);
        assertThat(accepted(payment)).isEmpty();
    }

    @Test
    void marksWhatIsAnsweredSoonerThanADatabaseCommits() throws Exception {
        order("token", 1000);
        // More than the database sends in one piece: the first come before the commit.
        List<String> payments =
                Stream.generate(FaultsIT::payment).limit(CLAIMED_AT_ONCE).toList();
        payments.forEach(payment -> records.send(Transitions.paid(tenant, payment, Instant.now())));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(query("SELECT count(*) FROM tracking.conversion WHERE status = ?", "PENDING"))
                                .isEqualTo("" + CLAIMED_AT_ONCE));
        execute("""
                CREATE FUNCTION tracking.commit_late() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_sleep(0.05);
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER commit_late AFTER UPDATE ON tracking.conversion DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.lease IS NOT NULL) EXECUTE FUNCTION tracking.commit_late()
                """);
        try {
            forgetFaults();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(records.delivered()).containsAll(payments));
        } finally {
            execute("DROP FUNCTION tracking.commit_late() CASCADE");
        }
        assertThat(payments).allSatisfy(payment -> assertThat(accepted(payment)).hasSize(1));
    }

    @Test
    void writesTheDeliveryThatAKilledServiceDidNot() throws Exception {
        ConversionDelivery delivery = deliver(payment());
        // It is read before it is marked as written.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(query(
                                "SELECT publish_due_at FROM tracking.conversion WHERE payment_id = ?",
                                delivery.getPaymentId()))
                        .isNull());

        update("UPDATE tracking.conversion SET publish_due_at = now() WHERE payment_id = ?", delivery.getPaymentId());

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(records.deliveries(delivery.getPaymentId())).hasSize(2));
        assertThat(records.deliveries(delivery.getPaymentId()).stream().distinct())
                .hasSize(1);
    }

    private ConversionDelivery deliver(String payment) {
        records.send(Transitions.paid(tenant, payment, Instant.now()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(1));
        return records.deliveries(payment).getFirst();
    }

    private static String payment() {
        return "pay_" + UUID.randomUUID();
    }

    private List<AcceptedConversion> accepted(String payment) {
        return meta.accepted().stream()
                .filter(one -> payment.equals(one.orderId()))
                .toList();
    }

    private void order(String answer, int times) throws Exception {
        String body = "{\"answer\":\"%s\",\"times\":%d}".formatted(answer, times);
        HttpRequest order = HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/conversions/faults"))
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(order, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        }
    }

    private String query(String sql, String parameter) throws Exception {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void update(String sql, String parameter) throws Exception {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
