package dev.correnteza.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * What holds for every gateway. The webhooks are signed by the simulator, which was written from the gateway's documents and knows
 * nothing of our verifiers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GatewayAdapterContract {
    protected static final Instant RECEIVED_AT = Instant.parse("2026-03-15T12:00:00Z");
    protected static final Account ACCOUNT = new Account("tenant-1", "account-1", Map.of());
    private static final String SECRET = "current-secret-of-this-account-0001";
    private static final String PREVIOUS_SECRET = "previous-secret-of-this-account-001";
    private static final String OTHER_ACCOUNTS_SECRET = "current-secret-of-another-one-00001";

    private final GatewayAdapter adapter;
    private final WebhookSender sender;

    protected GatewayAdapterContract(GatewayAdapter adapter) {
        this.adapter = adapter;
        this.sender = WebhookSenders.find(adapter.gateway().name()).orElseThrow();
    }

    /** A body whose status word the gateway never sends. */
    protected abstract byte[] bodyWithUnknownStatus();

    /** Headers that make {@link #bodyWithUnknownStatus} complete. */
    protected Map<String, String> headersOfUnknownStatus() {
        return Map.of();
    }

    Stream<Arguments> samples() {
        return Samples.of(adapter.gateway().name()).stream().map(sample -> argumentSet(sample.name(), sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void normalizesTheSampleToTheExpectedEvents(Sample sample) throws Exception {
        String actual = EventJson.of(normalize(sign(sample, SECRET), RECEIVED_AT));

        Path expected = expectedFile(sample);
        Path proposal = Path.of("target", "actual").resolve(expected);
        Files.createDirectories(proposal.getParent());
        Files.writeString(proposal, actual);
        assertThat(expected)
                .as("golden pair; what it means now is in " + proposal)
                .exists();
        JSONAssert.assertEquals(Files.readString(expected), actual, JSONCompareMode.STRICT);
    }

    @Test
    void hasASampleForEveryExpectedFile() throws Exception {
        List<Path> pairs = Samples.of(adapter.gateway().name()).stream()
                .map(this::expectedFile)
                .toList();

        try (Stream<Path> files = Files.list(samplesFolder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".expected.json")))
                    .isSubsetOf(pairs);
        }
        assertThat(pairs).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void acceptsTheSampleAsTheGatewaySendsIt(Sample sample) {
        assertThat(verify(sign(sample, SECRET), secrets())).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void acceptsThePreviousSecretWhileItIsValid(Sample sample) {
        assertThat(verify(sign(sample, PREVIOUS_SECRET), secrets())).isInstanceOf(Verified.class);
        assertThat(verify(sign(sample, PREVIOUS_SECRET), secrets(), RECEIVED_AT.plus(Duration.ofDays(2))))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesTheSecretOfAnotherAccount(Sample sample) {
        assertThat(verify(sign(sample, OTHER_ACCOUNTS_SECRET), secrets()))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesEverythingWhereNoSecretIsConfigured(Sample sample) {
        assertThat(verify(sign(sample, SECRET), new AccountSecrets(List.of())))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesAProofThatIsEmptyOrMissing(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);

        assertThat(verify(withProof(signed, ""), secrets())).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(withoutProof(signed), secrets())).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesAProofWithOneByteChangedOrCutOff(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);

        for (int i = 0; i < SECRET.length(); i++) {
            char flipped = SECRET.charAt(i) == 'x' ? 'y' : 'x';
            String tampered = SECRET.substring(0, i) + flipped + SECRET.substring(i + 1);
            assertThat(verify(withProof(signed, tampered), secrets())).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        }
        assertThat(verify(withProof(signed, SECRET.substring(0, SECRET.length() - 1)), secrets()))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(withProof(signed, SECRET + SECRET), secrets()))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesOneFactOneIdHoweverOftenItComes(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);

        List<String> first = eventIds(normalize(signed, RECEIVED_AT));
        List<String> again = eventIds(normalize(signed, RECEIVED_AT.plusSeconds(86_400)));

        assertThat(first).doesNotHaveDuplicates().isEqualTo(again);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesAnotherSaleOtherIds(Sample sample) {
        List<String> one = eventIds(normalize(sign(sender.fresh(sample, 1), SECRET), RECEIVED_AT));
        List<String> two = eventIds(normalize(sign(sender.fresh(sample, 2), SECRET), RECEIVED_AT));

        assertThat(one).isNotEmpty().doesNotContainAnyElementsOf(two);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void meansTheSameFactsWhenTheSampleIsMovedToNow(Sample sample) {
        Instant now = RECEIVED_AT.plusSeconds(7);

        Normalization moved = normalize(sign(sender.recent(sample, now), SECRET), now);

        assertThat(((Understood) moved).events())
                .allSatisfy(event -> assertThat(event.getOccurredAt())
                        .isBetween(now.minus(Duration.ofDays(60)), now.plus(Duration.ofMinutes(1))));
    }

    @Test
    void quarantinesAnUnknownStatusAndNamesTheWordOnly() {
        VerifiedWebhook webhook =
                new VerifiedWebhook(received(headersOfUnknownStatus(), bodyWithUnknownStatus()), RECEIVED_AT);

        Normalization result = adapter.normalize(webhook);

        assertThat(result).isInstanceOfSatisfying(NotUnderstood.class, refusal -> {
            assertThat(refusal.reason()).isIn(Reason.UNKNOWN_STATUS, Reason.UNKNOWN_EVENT);
            assertThat(refusal.detail()).isNotNull().doesNotContain("@").hasSizeLessThan(100);
        });
    }

    @Test
    void neverUnderstandsWhatItCannotRead() {
        for (String body : List.of("", "{", "{\"a\":", "null", "[]", "\"text\"", "{\"a\":1}{}", "{\"a\":1,\"a\":2}")) {
            VerifiedWebhook webhook = new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT);

            assertThat(adapter.normalize(webhook)).as(body).isInstanceOf(NotUnderstood.class);
        }
    }

    @Test
    void refusesBombsWithoutReadingThem() {
        String nested = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        String number = "{\"a\":" + "9".repeat(100_000) + "}";
        String tokens = "{\"a\":[" + "1,".repeat(100_000) + "1]}";

        for (String body : List.of(nested, number, tokens)) {
            VerifiedWebhook webhook = new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT);
            assertThat(adapter.normalize(webhook)).isInstanceOf(TooComplex.class);
        }
    }

    protected Normalization normalize(SignedWebhook signed, Instant receivedAt) {
        Verification verification = verify(signed, secrets(), RECEIVED_AT);
        assertThat(verification).isInstanceOf(Verified.class);
        ReceivedWebhook received = ((Verified) verification).webhook().received();
        return adapter.normalize(new VerifiedWebhook(received, receivedAt));
    }

    protected SignedWebhook sign(Sample sample, String secret) {
        return sender.sign(sample, secret);
    }

    protected static ReceivedWebhook received(Map<String, String> headers, byte[] body) {
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return new ReceivedWebhook(ACCOUNT, lowerCase, Map.of(), body);
    }

    private Verification verify(SignedWebhook signed, AccountSecrets secrets) {
        return verify(signed, secrets, RECEIVED_AT);
    }

    private Verification verify(SignedWebhook signed, AccountSecrets secrets, Instant at) {
        return adapter.verify(received(signed.headers(), signed.body()), secrets, at);
    }

    private static AccountSecrets secrets() {
        return new AccountSecrets(List.of(
                new SigningSecret(SECRET, RECEIVED_AT.minus(Duration.ofDays(1)), null),
                new SigningSecret(
                        PREVIOUS_SECRET,
                        RECEIVED_AT.minus(Duration.ofDays(400)),
                        RECEIVED_AT.plus(Duration.ofDays(1)))));
    }

    private static List<String> eventIds(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization)
                .events().stream().map(PaymentEvent::getEventId).toList();
    }

    // The proof is wherever the secret stands: in a header or in the body.
    private static SignedWebhook withProof(SignedWebhook signed, String proof) {
        Map<String, String> headers = new TreeMap<>(signed.headers());
        headers.replaceAll((name, value) -> value.replace(SECRET, proof));
        return new SignedWebhook(
                headers, new String(signed.body(), UTF_8).replace(SECRET, proof).getBytes(UTF_8));
    }

    private static SignedWebhook withoutProof(SignedWebhook signed) {
        Map<String, String> headers = new TreeMap<>(signed.headers());
        headers.values().removeIf(value -> value.contains(SECRET));
        String body = new String(signed.body(), UTF_8).replaceAll("\"[^\"]+\"\\s*:\\s*\"" + SECRET + "\"", "\"x\":1");
        return new SignedWebhook(headers, body.getBytes(UTF_8));
    }

    private Path expectedFile(Sample sample) {
        return samplesFolder().resolve("webhook-" + sample.name() + ".expected.json");
    }

    private Path samplesFolder() {
        return Path.of("samples", adapter.gateway().name());
    }
}
