package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each gateway is answered, over HTTP: the same for all but for the proof that each of them sends. */
class StatusMatrixIT {
    private static final Map<String, GatewayTestAccount> ACCOUNTS = new TreeMap<>();
    private static final int LIMIT = 1_048_576;
    private static final byte[] GARBAGE = "no=JSON&no form either%zz".getBytes(UTF_8);
    private static final byte[] BOMB = ("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)).getBytes(UTF_8);

    private static RunningIngest ingest;

    @BeforeAll
    static void start() throws Exception {
        TestTopics topics = TestTopics.shared();
        for (GatewayAdapter adapter : Gateways.all()) {
            GatewayTestAccount account = GatewayTestAccount.of(adapter.gateway().name());
            ACCOUNTS.put(account.gateway(), account);
            topics.publish(account);
        }
        ingest = RunningIngest.start(topics.bootstrapServers()).awaitReady();
        GatewayTestAccount last = List.copyOf(ACCOUNTS.values()).getLast();
        ingest.awaitAnswerOtherThan(404, last.path());
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    static Stream<Arguments> gateways() {
        return Gateways.all().stream()
                .map(adapter ->
                        argumentSet(adapter.gateway().name(), adapter.gateway().name()));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void takesWhatIsAuthenticOnceAndAgain(String gateway) throws Exception {
        GatewayTestAccount account = account(gateway);
        String expected = Gateways.find(gateway).orElseThrow().accepted().body();

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer =
                    post(account, account.sign(account(gateway).sample()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void tellsNothingOfAnAddressThatIsWrong(String gateway) throws Exception {
        SignedWebhook signed = account(gateway).sign(account(gateway).sample());
        String path = account(gateway).path();
        String other = gateway.equals("hotmart") ? "ticto" : "hotmart";

        List<HttpResponse<String>> answers = List.of(
                ingest.post(path + "x", signed.headers(), signed.body()),
                ingest.post(path.substring(0, path.length() - 1), signed.headers(), signed.body()),
                ingest.post(path.replace("account-", "account-x"), signed.headers(), signed.body()),
                ingest.post(path.replace("/" + gateway + "/", "/" + other + "/"), signed.headers(), signed.body()),
                ingest.post(path.replace("/" + gateway + "/", "/nobody/"), signed.headers(), signed.body()),
                ingest.post(path + "/suffix", signed.headers(), signed.body()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(404));
        assertThat(answers.stream().map(HttpResponse::body))
                .containsOnly(answers.getFirst().body());
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void refusesAProofThatIsMissingOrWrong(String gateway) throws Exception {
        GatewayTestAccount account = account(gateway);
        if (!account.sender().signs()) {
            return;
        }
        SignedWebhook wrong = account.sender()
                .sign(account(gateway).sample(), account.sender().secretOf("another-secret"), Instant.now());

        assertThat(post(account, wrong).statusCode()).isEqualTo(401);
        assertThat(ingest.post(
                                account.path(),
                                Map.of(),
                                account(gateway).sample().body())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void keepsWhatItCannotReadOnlyWhereTheProofIsNotInsideIt(String gateway) throws Exception {
        GatewayTestAccount account = account(gateway);

        SignedWebhook garbage = account.signOrBare(GARBAGE);
        boolean isProved = !garbage.headers().isEmpty();

        assertThat(post(account, garbage).statusCode()).isIn(isProved ? List.of(200) : List.of(400, 401));
        assertThat(post(account, account.signOrBare(BOMB)).statusCode())
                .isIn(isProved ? List.of(400) : List.of(400, 401));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void refusesWhatIsTooLongHoweverItIsSent(String gateway) throws Exception {
        GatewayTestAccount account = account(gateway);
        byte[] tooLong = new byte[LIMIT + 1];

        assertThat(ingest.post(account.path(), Map.of(), tooLong).statusCode()).isEqualTo(413);
        assertThat(ingest.post(
                                account.path(),
                                Map.of(),
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)))
                        .statusCode())
                .isEqualTo(413);
    }

    private static GatewayTestAccount account(String gateway) {
        return ACCOUNTS.get(gateway);
    }

    private static HttpResponse<String> post(GatewayTestAccount account, SignedWebhook signed) throws Exception {
        String target = signed.to(account.path()).toString();
        return ingest.post(target, signed.headers(), signed.body());
    }
}
