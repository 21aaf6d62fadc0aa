package dev.correnteza.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However many accounts there are, a metric has as many series as there are gateways and ends. */
class LabelsIT {
    private static final int ACCOUNTS = 10_000;
    private static final int ONE_POSTS_IN = 10;
    private static final Sample SAMPLE = Samples.of("hotmart").getFirst();

    private static List<TestAccount> accounts;
    private static TestTopics topics;
    private static RunningIngest ingest;

    @BeforeAll
    static void start() throws Exception {
        topics = TestTopics.shared();
        accounts = Stream.generate(TestAccount::create).limit(ACCOUNTS).toList();
        topics.publishAll(accounts, AccountStatus.ACTIVE);
        ingest = RunningIngest.start(topics.bootstrapServers()).awaitReady();
        ingest.awaitHosted(accounts.getLast());
    }

    @AfterAll
    static void stop() throws Exception {
        ingest.close();
        topics.publishAll(accounts, AccountStatus.DISABLED); // others need not host them
    }

    @Test
    void doNotGrowWithAccounts() throws Exception {
        postAndForge(accounts.getFirst());
        Set<String> ofOneAccount = series();

        for (int i = 1; i < ACCOUNTS; i += ONE_POSTS_IN) {
            postAndForge(accounts.get(i));
        }

        assertThat(series()).isEqualTo(ofOneAccount).noneMatch(series -> series.contains("account-"));
    }

    private static void postAndForge(TestAccount account) throws Exception {
        SignedWebhook signed = account.sign(SAMPLE);
        Map<String, String> forged = new HashMap<>(signed.headers());
        forged.put("X-HOTMART-HOTTOK", "wrong");

        assertThat(ingest.post(account.path(), signed.headers(), signed.body()).statusCode())
                .isEqualTo(200);
        assertThat(ingest.post(account.path(), forged, signed.body()).statusCode())
                .isEqualTo(401);
    }

    /** Ours, without their values. */
    private static Set<String> series() throws Exception {
        return ingest.send("GET", "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("correnteza_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }
}
