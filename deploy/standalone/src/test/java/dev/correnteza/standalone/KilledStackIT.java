package dev.correnteza.standalone;

import static dev.correnteza.standalone.RunningStack.READY_WITHIN;
import static dev.correnteza.standalone.RunningStack.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import dev.correnteza.standalone.Program.Result;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole stack, when parts of it or all of it are killed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledStackIT {
    @TempDir
    private Path directory;

    private RunningStack stack;
    private Program program;

    @BeforeEach
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void start() throws IOException {
        stack = RunningStack.start(directory);
        program = stack.program();
    }

    @AfterEach
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void stop() {
        stack.close();
    }

    @Test
    void servicesThatAreKilledComeBackAndNothingOutlivesAKillOfTheStack() throws IOException, InterruptedException {
        JsonNode before = program.run("status", "--json").json();
        assertThat(before.path("ready").asBoolean()).isTrue();

        ProcessHandle.of(pid(before, "services")).orElseThrow().destroyForcibly();
        Program.asking(READY_WITHIN).untilAsserted(() -> {
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

        stack.up().destroyForcibly();

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
        Program.asking(SOON)
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
        Program.asking(SOON)
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

    private static long pid(JsonNode status, String process) {
        return status.path("processes")
                .valueStream()
                .filter(one -> one.path("process").asString().equals(process))
                .findFirst()
                .orElseThrow()
                .path("pid")
                .asLong();
    }
}
