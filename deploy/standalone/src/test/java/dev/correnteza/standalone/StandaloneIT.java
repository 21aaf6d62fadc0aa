package dev.correnteza.standalone;

import static dev.correnteza.standalone.RunningStack.SOON;
import static dev.correnteza.standalone.RunningStack.hops;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Gateways;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole stack, as a person meets it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(OrderAnnotation.class)
class StandaloneIT {
    @TempDir
    private static Path directory;

    private static RunningStack stack;
    private static Program program;

    @BeforeAll
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    static void start() throws IOException {
        stack = RunningStack.start(directory);
        program = stack.program();
    }

    @AfterAll
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    static void stop() {
        stack.close();
    }

    // First, as it counts what is there.
    @Test
    @Order(1)
    void aSaleIsFollowedToItsReportAndOutlivesTheStackAndAChargeIsPaid() throws IOException, InterruptedException {
        JsonNode accounts = program.run("accounts", "--json").json();
        assertThat(accounts.valueStream().map(account -> account.path("gateway").asString()))
                .containsExactlyInAnyOrderElementsOf(Gateways.all().stream()
                        .map(adapter -> adapter.gateway().name())
                        .toList());

        Result sent = program.run("send", "hotmart", "purchase_approved-pix", "--json");
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.json().at("/statuses/200").asInt()).isEqualTo(1);

        Program.asking(SOON)
                .untilAsserted(() -> assertThat(program.run("payments", "--status", "paid", "--json")
                                .json())
                        .hasSize(1));
        JsonNode payment = program.run("payments", "--json").json().get(0);
        String transaction = payment.path("gatewayTransactionId").asString();
        Program.asking(SOON)
                .untilAsserted(() -> assertThat(hops(program.run("explain", transaction, "--json")))
                        .contains("webhook", "ledger", "transition", "conversion"));
        assertThat(program.run("webhooks", "--status", "done", "--json").json()).hasSize(1);

        Result records = program.run("tail", "payment-events", "--from-beginning", "--no-follow", "--json");
        assertThat(records.json().at("/value/gatewayTransactionId").asString()).isEqualTo(transaction);

        noSecretShowsInACommandLine();
        aSecondStackIsRefused();

        assertThat(program.run("down").code()).isZero();
        assertThat(stack.up().waitFor()).isZero();
        assertThat(program.processes()).isEmpty();

        stack.startAgain();
        assertThat(program.run("payments", "--json").json())
                .singleElement()
                .satisfies(same -> assertThat(same.path("paymentId").asString())
                        .isEqualTo(payment.path("paymentId").asString()));
        assertThat(program.run("accounts", "--json").json()).isEqualTo(accounts);

        aChargeIsPaidByItsWebhookAndWithoutIt();
    }

    @Test
    @Order(2)
    void everyCommandOfTheReadmeWorks() throws IOException {
        List<String> commands = Readme.commands();
        // The first starts the stack, the last is what runs this test.
        assertThat(commands).startsWith(Readme.LAUNCHER + "up").contains("mvn verify");

        commands.stream()
                .filter(command -> command.startsWith(Readme.LAUNCHER) && !command.equals(Readme.LAUNCHER + "up"))
                .forEach(StandaloneIT::succeeds);
    }

    // What was sent a moment ago may be on its way still.
    private static void succeeds(String command) {
        String[] words = command.substring(Readme.LAUNCHER.length()).split(" ");
        Program.asking(SOON).untilAsserted(() -> {
            Result result = program.run(words);
            assertThat(result.code()).as(command + ": " + result.err()).isZero();
            assertThat(result.out()).as(command).isNotBlank();
        });
    }

    private void aChargeIsPaidByItsWebhookAndWithoutIt() throws IOException, InterruptedException {
        JsonNode notified = created("pushinpay");
        simulate("efi/faults", "{\"kind\": \"webhook_lost\"}");
        JsonNode lost = created("efi");

        simulate("pushinpay/charges/" + notified.path("gatewayTransactionId").asString() + "/pay", "{}");
        simulate("efi/charges/" + lost.path("gatewayTransactionId").asString() + "/pay", "{}");

        for (JsonNode payment : List.of(notified, lost)) {
            String paymentId = payment.path("paymentId").asString();
            Program.asking(SOON)
                    .untilAsserted(() -> assertThat(program.run("payments", paymentId, "--json")
                                    .json()
                                    .path("status")
                                    .asString(""))
                            .isEqualTo("PAID"));
            assertThat(hops(program.run("explain", paymentId, "--json"))).contains("charge", "webhook", "transition");
        }
        assertThat(program.run("payments", "--json").json()).hasSize(3);
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

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
