package dev.correnteza.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.gateways.Gateways;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import dev.correnteza.standalone.Program.Result;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole stack, as a person meets it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StandaloneIT {
    /** Of a machine that does other things too; what a start takes is measured elsewhere. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Program program;
    private Process up;

    @BeforeEach
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void start() throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        program = new Program(directory.resolve("data"), scratch, Program.freePorts());
        up = program.up();
        awaitReady();
    }

    @AfterEach
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void stop() throws InterruptedException {
        up.destroy();
        if (!up.waitFor(2, TimeUnit.MINUTES)) {
            up.destroyForcibly();
        }
        await().atMost(SOON).until(() -> program.processes().isEmpty());
    }

    @Test
    void aSaleIsFollowedToItsReportAndOutlivesTheStack() throws IOException, InterruptedException {
        JsonNode accounts = program.run("accounts", "--json").json();
        assertThat(accounts.valueStream().map(account -> account.path("gateway").asString()))
                .containsExactlyInAnyOrderElementsOf(Gateways.all().stream()
                        .map(adapter -> adapter.gateway().name())
                        .toList());

        Result sent = program.run("send", "hotmart", "purchase_approved-pix", "--json");
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.json().at("/statuses/200").asInt()).isEqualTo(1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(program.run("payments", "--status", "paid", "--json")
                                .json())
                        .hasSize(1));
        JsonNode payment = program.run("payments", "--json").json().get(0);
        String transaction = payment.path("gatewayTransactionId").asString();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hops(program.run("explain", transaction, "--json")))
                        .contains("webhook", "ledger", "transition", "conversion"));
        assertThat(program.run("webhooks", "--status", "done", "--json").json()).hasSize(1);

        Result records = program.run("tail", "payment-events", "--from-beginning", "--no-follow", "--json");
        assertThat(records.json().at("/value/gatewayTransactionId").asString()).isEqualTo(transaction);

        noSecretShowsInACommandLine();
        aSecondStackIsRefused();

        assertThat(program.run("down").code()).isZero();
        assertThat(up.waitFor()).isZero();
        assertThat(program.processes()).isEmpty();

        up = program.up();
        awaitReady();
        assertThat(program.run("payments", "--json").json())
                .singleElement()
                .satisfies(same -> assertThat(same.path("paymentId").asString())
                        .isEqualTo(payment.path("paymentId").asString()));
        assertThat(program.run("accounts", "--json").json()).isEqualTo(accounts);
    }

    @Test
    void aChargeIsPaidByItsWebhookAndWithoutIt() throws IOException, InterruptedException {
        JsonNode notified = created("pushinpay");
        simulate("efi/faults", "{\"kind\": \"webhook_lost\"}");
        JsonNode lost = created("efi");

        simulate("pushinpay/charges/" + notified.path("gatewayTransactionId").asString() + "/pay", "{}");
        simulate("efi/charges/" + lost.path("gatewayTransactionId").asString() + "/pay", "{}");

        for (JsonNode payment : List.of(notified, lost)) {
            String paymentId = payment.path("paymentId").asString();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(program.run("payments", paymentId, "--json")
                                    .json()
                                    .path("status")
                                    .asString(""))
                            .isEqualTo("PAID"));
            assertThat(hops(program.run("explain", paymentId, "--json"))).contains("charge", "webhook", "transition");
        }
        assertThat(program.run("payments", "--json").json()).hasSize(2);
    }

    private JsonNode created(String gateway) throws IOException, InterruptedException {
        Result created = program.run("payments", "create", gateway, "1990", "--json");
        assertThat(created.code()).as(created.err()).isZero();
        return created.json();
    }

    private void simulate(String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(program.url(Part.SIMULATOR) + "/_simulator/" + path))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void servicesThatAreKilledComeBackAndNothingOutlivesAKillOfTheStack() throws IOException, InterruptedException {
        JsonNode before = program.run("status", "--json").json();
        assertThat(before.path("ready").asBoolean()).isTrue();

        ProcessHandle.of(pid(before, "services")).orElseThrow().destroyForcibly();
        await().atMost(READY_WITHIN).untilAsserted(() -> {
            JsonNode status = program.run("status", "--json").json();
            assertThat(status.path("ready").asBoolean()).isTrue();
            assertThat(status.path("servicesStarts").asInt()).isEqualTo(2);
        });
        assertThat(program.upErrors()).contains("services ended unexpectedly (exit code 137)", "services are back");

        Result restarted = program.run("restart-services");
        assertThat(restarted.code()).as(restarted.err()).isZero();
        assertThat(program.run("send", "hotmart", "purchase_approved-pix").code())
                .isZero();
        aWebhookThatAWrongSecretRefusedIsLetInOnceItIsCorrected();
        assertThat(program.processes()).hasSizeGreaterThan(3);

        up.destroyForcibly();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(program.processes().stream().map(Program::commandLine))
                        .isEmpty());
        assertThat(program.run("status").code()).isEqualTo(1);
    }

    private void aWebhookThatAWrongSecretRefusedIsLetInOnceItIsCorrected() throws IOException, InterruptedException {
        JsonNode account = program.run("accounts", "--json")
                .json()
                .valueStream()
                .filter(one -> one.path("gateway").asString().equals("hotmart"))
                .findFirst()
                .orElseThrow();
        String accountId = account.path("accountId").asString();
        String secret = "the-hottok-that-was-not-pasted-here";

        assertThat(post(account.path("webhookUrl").asString(), secret)).isEqualTo(401);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(program.run("accounts", "show", accountId, "--json")
                                .json()
                                .at("/signaturesFailing/count")
                                .asInt())
                        .isEqualTo(1));
        assertThat(program.run("accounts", "rotate", accountId, "--signing-secret", secret)
                        .code())
                .isZero();
        JsonNode report = program.run("accounts", "verify-refused", accountId, "--let-in", "--json")
                .json();
        assertThat(report.path("letIn").asInt()).isEqualTo(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(program.run("payments", "--transaction", "HP3000000041", "--json")
                                .json())
                        .hasSize(1));
        // The new secret counts at the edge, too.
        await().atMost(SOON).until(() -> post(account.path("webhookUrl").asString(), secret) == 200);
    }

    private static int post(String webhookUrl, String secret) throws IOException, InterruptedException {
        WebhookSender hotmart = WebhookSenders.find("hotmart").orElseThrow();
        Sample sample = Samples.find("hotmart", "purchase_approved-pix").orElseThrow();
        SignedWebhook signed = hotmart.sign(hotmart.fresh(sample, 41), secret, Instant.now());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.to(webhookUrl)).POST(BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private void noSecretShowsInACommandLine() throws IOException {
        List<String> secrets;
        try (Stream<Path> files = Stream.concat(
                Files.list(directory.resolve("data/secrets")),
                Stream.of(directory.resolve("data/postgres/password")))) {
            secrets = files.map(StandaloneIT::read).toList();
        }
        assertThat(secrets).hasSize(8);
        assertThat(program.processes().stream().map(Program::commandLine))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).doesNotContain(secrets));
    }

    private void aSecondStackIsRefused() throws IOException, InterruptedException {
        Result second = program.run("up");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("in use by another stack").contains("--data");
    }

    private void awaitReady() {
        await().atMost(READY_WITHIN).untilAsserted(() -> {
            assertThat(up.isAlive()).as("up: " + program.upErrors()).isTrue();
            assertThat(Files.readString(program.upOutput()))
                    .startsWith("READY ")
                    .contains("ingest http://127.0.0.1:");
        });
    }

    private static List<String> hops(Result explained) {
        assertThat(explained.code()).as(explained.err()).isZero();
        return explained
                .json()
                .path("hops")
                .valueStream()
                .map(hop -> hop.path("hop").asString())
                .toList();
    }

    private static long pid(JsonNode status, String process) {
        return status.path("processes")
                .valueStream()
                .filter(one -> one.path("process").asString().equals(process))
                .findFirst()
                .orElseThrow()
                .path("pid")
                .asLong();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
