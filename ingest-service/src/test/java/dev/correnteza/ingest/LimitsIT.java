package dev.correnteza.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This machine is the trusted proxy; an account may send five at once. */
class LimitsIT {
    private static final TestAccount BUSY = TestAccount.create();
    private static final TestAccount GUARDED = TestAccount.create();

    private static RunningIngest ingest;

    @BeforeAll
    static void start() throws Exception {
        TestTopics topics = TestTopics.shared();
        topics.publish(BUSY, AccountStatus.ACTIVE);
        GatewayAccount guarded = GUARDED.asRecord(AccountStatus.ACTIVE);
        guarded.setSettings(Map.of("allowed-sources", "198.51.100.0/24, 2001:db8::7"));
        topics.publish(
                Topics.GATEWAY_ACCOUNTS,
                GUARDED.accountId(),
                AvroCodec.of(GatewayAccount.class).encode(guarded));
        ingest = RunningIngest.start(
                        topics.bootstrapServers(),
                        "--correnteza.ingest.limit.account-per-second=1",
                        "--correnteza.ingest.limit.account-burst=5",
                        "--correnteza.ingest.limit.trusted-proxies=127.0.0.0/8")
                .awaitReady();
        ingest.awaitHosted(BUSY);
        ingest.awaitHosted(GUARDED);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void tellsWhoSendsTooMuchWhenToComeAgainAndCountsNoForgeries() throws Exception {
        SignedWebhook signed = BUSY.sign(Samples.of("hotmart").getFirst());
        for (int i = 0; i < 20; i++) {
            assertThat(ingest.post(BUSY.path(), Map.of("X-HOTMART-HOTTOK", "forged"), signed.body())
                            .statusCode())
                    .isEqualTo(401);
        }

        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(ingest.post(BUSY.path(), signed.headers(), signed.body()));
        }

        assertThat(answers.subList(0, 5))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                    assertThat(answer.body()).contains("\"reason\":\"account_rate\"");
                });
    }

    @Test
    void takesAnAccountsWebhooksOnlyFromWhereItSays() throws Exception {
        assertThat(from("198.51.100.20")).isEqualTo(200);
        assertThat(from("2001:db8::7")).isEqualTo(200);
        assertThat(from("203.0.113.9")).isEqualTo(401);
        assertThat(from("198.51.100.20, 203.0.113.9")).isEqualTo(401);
        assertThat(from("unknown")).isEqualTo(401);
    }

    private static int from(String forwardedFor) throws Exception {
        SignedWebhook signed = GUARDED.sign(Samples.of("hotmart").getFirst());
        Map<String, String> headers = new TreeMap<>(signed.headers());
        headers.put("X-Forwarded-For", forwardedFor);
        return ingest.post(GUARDED.path(), headers, signed.body()).statusCode();
    }
}
