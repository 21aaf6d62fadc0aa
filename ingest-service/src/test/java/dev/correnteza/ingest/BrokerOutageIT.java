package dev.correnteza.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.embedded.KafkaBroker;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.topic.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while the broker is away: webhooks are taken as long as the spool can, and are in their topics when it is back. */
class BrokerOutageIT {
    private static final TestAccount ACCOUNT = TestAccount.create();
    private static final String SPOOL_SOON = "--correnteza.ingest.publish.spool-after=1500ms";
    private static final String START_UNCHECKED = "--correnteza.topics.answer-within=1s";

    @TempDir
    Path directory;

    @Test
    void takesEverythingWhileTheBrokerIsAwayAndWritesItInOrderWhenItIsBack() throws Exception {
        KafkaBroker broker = startWithAccount();
        TestTopics topics = new TestTopics(broker.bootstrapServers());
        try (RunningIngest ingest =
                RunningIngest.start(topics.bootstrapServers(), SPOOL_SOON).awaitReady()) {
            ingest.awaitHosted(ACCOUNT);
            try (SteadySender sender = new SteadySender(ingest, ACCOUNT)) {
                sender.awaitMore(40);
                broker.close();
                sender.awaitMore(100);
                assertThat(ingest.metric("correnteza_ingest_publish_spooling")).isEqualTo(1);
                assertThat(ingest.metric("correnteza_ingest_spool_oldest_age_seconds"))
                        .isPositive();
                assertThat(ingest.health("readiness")).isEqualTo(200);
                assertThat(ingest.health("liveness")).isEqualTo(200);

                broker = KafkaBroker.start(directory, broker.port());
                Awaitility.await()
                        .atMost(RunningIngest.PATIENCE)
                        .until(() -> ingest.metric("correnteza_ingest_publish_spooling") == 0);
                sender.awaitMore(40);
                sender.stop();
                // A stall may have begun it anew.
                ingest.awaitWritten();

                assertThat(sender.refusals()).isEmpty();
                assertThat(firstOccurrences(topics, Topics.WEBHOOK_QUARANTINE))
                        .as("records of one key, in the order their webhooks were sent")
                        .isEqualTo(sender.inOrder());
                assertThat(new HashSet<>(firstOccurrences(topics, Topics.PAYMENT_EVENTS)))
                        .isEqualTo(sender.atOnce());
                Awaitility.await()
                        .atMost(RunningIngest.PATIENCE)
                        .untilAsserted(() -> assertThat(ingest.metric("correnteza_ingest_spool_spooled_total"))
                                .isPositive()
                                .isEqualTo(ingest.metric("correnteza_ingest_spool_drained_total")));
                assertThat(ingest.metric("correnteza_ingest_spool_errors_total"))
                        .isZero();
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void takesNothingOnceTheSpoolIsFullAndLosesNothingOfItInARestart(@TempDir Path spool) throws Exception {
        KafkaBroker broker = startWithAccount();
        TestTopics topics = new TestTopics(broker.bootstrapServers());
        String[] settings = {
            "--correnteza.ingest.spool.directory=" + spool,
            "--correnteza.ingest.spool.max-size=1MB",
            SPOOL_SOON,
            START_UNCHECKED
        };
        Set<String> taken = new HashSet<>();
        try {
            try (RunningIngest ingest =
                    RunningIngest.start(topics.bootstrapServers(), settings).awaitReady()) {
                ingest.awaitHosted(ACCOUNT);
                broker.close();
                HttpResponse<String> answer = sendNext(ingest, taken);
                while (answer.statusCode() == 200) {
                    answer = sendNext(ingest, taken);
                }

                assertThat(taken).hasSizeGreaterThan(50);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
                assertThat(ingest.health("readiness")).isEqualTo(503);
                assertThat(ingest.health("liveness")).isEqualTo(200);
            }
            try (RunningIngest ingest = RunningIngest.start(topics.bootstrapServers(), settings)) {
                assertThat(ingest.metric("correnteza_ingest_spool_waiting")).isEqualTo(taken.size());
                assertThat(ingest.health("readiness")).isEqualTo(503);

                broker = KafkaBroker.start(directory, broker.port());
                ingest.awaitReady();
                ingest.awaitHosted(ACCOUNT);

                assertThat(sendNext(ingest, taken).statusCode()).isEqualTo(200);
                ingest.awaitWritten();
                assertThat(new HashSet<>(firstOccurrences(topics, Topics.PAYMENT_EVENTS)))
                        .isEqualTo(taken);
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void startsWithoutABrokerAndBecomesReadyWhenItAppears() throws Exception {
        int port = TestStack.freePort();
        try (RunningIngest ingest = RunningIngest.start("127.0.0.1:" + port, START_UNCHECKED)) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer = send(ingest, i).join();
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
                        .atMost(RunningIngest.PATIENCE)
                        .until(() -> send(ingest, 10).join().statusCode() == 200);
                ingest.awaitWritten();
                assertThat(firstOccurrences(topics, Topics.PAYMENT_EVENTS))
                        .containsExactly(SteadySender.transaction(10));
            }
        }
    }

    private KafkaBroker startWithAccount() throws Exception {
        KafkaBroker broker = KafkaBroker.start(directory, 0);
        TestTopics topics = new TestTopics(broker.bootstrapServers());
        topics.create();
        topics.publish(ACCOUNT, AccountStatus.ACTIVE);
        return broker;
    }

    private static HttpResponse<String> sendNext(RunningIngest ingest, Set<String> taken) throws Exception {
        int number = taken.size();
        HttpResponse<String> answer = send(ingest, number).join();
        if (answer.statusCode() == 200) {
            taken.add(SteadySender.transaction(number));
        }
        return answer;
    }

    private static CompletableFuture<HttpResponse<String>> send(RunningIngest ingest, int number) {
        return SteadySender.send(ingest, ACCOUNT, number);
    }

    private static List<String> firstOccurrences(TestTopics topics, String topic) {
        Set<String> transactions = new LinkedHashSet<>();
        for (var record : topics.read(topic, record -> true)) {
            transactions.add(SteadySender.transactionIn(record.value()));
        }
        return List.copyOf(transactions);
    }
}
