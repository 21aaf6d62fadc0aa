package dev.correnteza.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.embedded.KafkaBroker;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while the broker is away: nothing is taken that is not durable, and everything goes on when it is back. */
class BrokerOutageIT {
    private static final int AT_ONCE = 50;
    private static final TestAccount ACCOUNT = TestAccount.create();

    @TempDir
    Path directory;

    @Test
    void takesNothingWhileTheBrokerIsAwayAndGoesOnWhenItIsBack() throws Exception {
        KafkaBroker broker = KafkaBroker.start(directory, 0);
        TestTopics topics = new TestTopics(broker.bootstrapServers());
        topics.create();
        topics.publish(ACCOUNT, AccountStatus.ACTIVE);
        Set<String> taken = new HashSet<>();
        try (RunningIngest ingest =
                RunningIngest.start(topics.bootstrapServers()).awaitReady()) {
            ingest.awaitHosted(ACCOUNT);
            for (int number = 0; number < AT_ONCE; number++) {
                assertThat(send(ingest, number).get(10, TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
                taken.add(transaction(number));
            }
            broker.close();

            assertRefusedWithinFiveSeconds(ingest, 1_000);
            assertRefusedWithinFiveSeconds(ingest, 2_000);

            assertThat(ingest.health("liveness")).isEqualTo(200);
            broker = KafkaBroker.start(directory, broker.port());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> send(ingest, 3_000).get(10, TimeUnit.SECONDS).statusCode() == 200);
            taken.add(transaction(3_000));
            for (int number = 3_001; number < 3_001 + AT_ONCE; number++) {
                assertThat(send(ingest, number).get(10, TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
                taken.add(transaction(number));
            }

            assertThat(transactions(topics)).isEqualTo(taken);
        } finally {
            broker.close();
        }
    }

    @Test
    void startsWithoutABrokerAndBecomesReadyWhenItAppears() throws Exception {
        int port = freePort();
        try (RunningIngest ingest = RunningIngest.start("127.0.0.1:" + port)) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer = send(ingest, i).get(10, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).isPresent();
            }
            assertThat(ingest.health("readiness")).isEqualTo(503);
            assertThat(ingest.health("liveness")).isEqualTo(200);

            try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
                TestTopics topics = new TestTopics(broker.bootstrapServers());
                topics.create();
                topics.publish(ACCOUNT, AccountStatus.ACTIVE);

                ingest.awaitReady();
                ingest.awaitHosted(ACCOUNT);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> send(ingest, 10).get(10, TimeUnit.SECONDS).statusCode() == 200);
                assertThat(transactions(topics)).containsExactly(transaction(10));
            }
        }
    }

    private static void assertRefusedWithinFiveSeconds(RunningIngest ingest, int firstNumber) throws Exception {
        long start = System.nanoTime();
        List<CompletableFuture<Long>> durations = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int number = firstNumber; number < firstNumber + AT_ONCE; number++) {
            CompletableFuture<HttpResponse<String>> answer = send(ingest, number);
            answers.add(answer);
            durations.add(answer.thenApply(ignored -> System.nanoTime() - start));
        }

        for (int i = 0; i < AT_ONCE; i++) {
            HttpResponse<String> answer = answers.get(i).get(20, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
            assertThat(Duration.ofNanos(durations.get(i).get())).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(RunningIngest ingest, int number) {
        Sample sample = Samples.find("hotmart", "purchase_approved-pix").orElseThrow();
        SignedWebhook signed =
                ACCOUNT.sign(WebhookSenders.find("hotmart").orElseThrow().fresh(sample, number));
        return ingest.postAsync(ACCOUNT.path(), signed.headers(), signed.body());
    }

    private static String transaction(int number) {
        return "HP" + (3_000_000_000L + number);
    }

    private static Set<String> transactions(TestTopics topics) throws Exception {
        Set<String> transactions = new HashSet<>();
        for (var record : topics.read(Topics.PAYMENT_EVENTS, record -> true)) {
            transactions.add(WireRecord.decode(record.value())
                    .get("gatewayTransactionId")
                    .toString());
        }
        return transactions;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
