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
import dev.correnteza.tracking.Records;
import dev.correnteza.tracking.RunningService;
import dev.correnteza.tracking.TrackingApplication;
import dev.correnteza.tracking.Transitions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent again because nobody knows whether Meta took it, and that nothing else is. */
class KilledServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final ConversionsSandbox meta = new ConversionsSandbox(Map.of("111", "token-1"), Clock.systemUTC());
    private final Simulator simulator = Simulator.start(0, List.of(meta));
    private final Database database = TestStack.freshDatabase();
    private final Records records = new Records();

    @AfterEach
    void stop() {
        records.close();
        simulator.close();
    }

    @Test
    void sendsAgainWithTheSameEventIdWhatAKilledServiceDidNotMark() throws Exception {
        // Meta takes the event and gives no answer; the service dies waiting for it.
        orderTimeout();
        List<String> arguments = RunningService.pixel(0, tenant, "111", "token-1");
        String payment = "pay_" + UUID.randomUUID();
        Process killed = child(RunningService.arguments(database, simulator.url(), arguments));
        try {
            records.send(Transitions.paid(tenant, payment, Instant.now()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(accepted(payment)).hasSize(1));
        } finally {
            killed.destroyForcibly().onExit().join();
        }
        endLeases();

        try (RunningService next = RunningService.start(database, simulator.url(), arguments)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(1));
            assertThat(next.context().isRunning()).isTrue();
        }

        assertThat(records.deliveries(payment).getFirst().getStatus()).isEqualTo(DeliveryStatus.SENT);
        assertThat(records.deliveries(payment).getFirst().getAttempts()).isEqualTo(2);
        assertThat(accepted(payment)).hasSize(2);
        assertThat(accepted(payment).stream().map(AcceptedConversion::eventId).distinct())
                .hasSize(1);
    }

    @Test
    void sendsTheSameEventIdWhenMetaDoesNotAnswer() throws Exception {
        orderTimeout();
        List<String> arguments = new ArrayList<>(RunningService.pixel(0, tenant, "111", "token-1"));
        arguments.add("--correnteza.tracking.conversions.timeout=2s");
        String payment = "pay_" + UUID.randomUUID();

        try (RunningService service = RunningService.start(database, simulator.url(), arguments)) {
            records.send(Transitions.paid(tenant, payment, Instant.now()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(records.deliveries(payment)).hasSize(1));
            assertThat(service.context().isRunning()).isTrue();
        }

        // Twice; more often where this machine stalled and another answer came too late.
        ConversionDelivery delivery = records.deliveries(payment).getFirst();
        assertThat(delivery.getStatus()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery.getAttempts()).isGreaterThanOrEqualTo(2);
        List<AcceptedConversion> accepted = accepted(payment);
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(2);
        assertThat(accepted.stream().map(one -> one.eventId() + one.eventTime() + one.userDataKeys()))
                .containsOnly(accepted.getFirst().eventId()
                        + accepted.getFirst().eventTime()
                        + accepted.getFirst().userDataKeys());
    }

    @Test
    void twoInstancesSendEachSaleOnce() {
        List<String> arguments = RunningService.pixel(0, tenant, "111", "token-1");
        List<String> payments = IntStream.range(0, 200)
                .mapToObj(i -> "pay_" + UUID.randomUUID())
                .toList();

        try (RunningService one = RunningService.start(database, simulator.url(), arguments);
                RunningService other = RunningService.start(database, simulator.url(), arguments)) {
            payments.forEach(payment -> records.send(Transitions.paid(tenant, payment, Instant.now())));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(records.delivered()).containsAll(payments));
            assertThat(one.context().isRunning() && other.context().isRunning()).isTrue();
        }

        assertThat(meta.accepted()).hasSize(200);
        assertThat(meta.accepted().stream().map(AcceptedConversion::orderId).distinct())
                .hasSize(200);
    }

    private List<AcceptedConversion> accepted(String payment) {
        return meta.accepted().stream()
                .filter(one -> payment.equals(one.orderId()))
                .toList();
    }

    private void endLeases() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE tracking.conversion SET due_at = now() WHERE lease IS NOT NULL"))
                    .isEqualTo(1);
        }
    }

    private void orderTimeout() throws Exception {
        HttpRequest order = HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/conversions/faults"))
                .POST(BodyPublishers.ofString("{\"answer\":\"timeout\",\"times\":1}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(order, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        }
    }

    private static Process child(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TrackingApplication.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
