package dev.correnteza.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
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
    private static final String OTHER_ACCOUNTS_SECRET = "the-current-one-of-another-account";

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

    /** Parameters of the query that make {@link #bodyWithUnknownStatus} complete. */
    protected Map<String, String> queryOfUnknownStatus() {
        return Map.of();
    }

    /** Settings of the account; those that the gateway's samples need. */
    protected Map<String, String> settings() {
        return sender.settings();
    }

    /** Whether a sample is of the platform that {@link #settings} are for. */
    protected boolean isOwn(Sample sample) {
        return true;
    }

    Stream<Arguments> samples() {
        return Samples.of(adapter.gateway().name()).stream()
                .filter(this::isOwn)
                .map(sample -> argumentSet(sample.name(), sample));
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

    @ParameterizedTest
    @MethodSource("samples")
    void namesNoSubscriptionWhereItSaysThatItNeverDoes(Sample sample) {
        if (normalize(sign(sample, SECRET), RECEIVED_AT) instanceof Understood understood
                && !adapter.sendsSubscriptions()) {
            assertThat(understood.events()).allMatch(event -> event.getSubscription() == null);
        }
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
        Instant lapsed = RECEIVED_AT.plus(Duration.ofDays(2));

        assertThat(isVerified(sign(sample, PREVIOUS_SECRET))).isTrue();
        assertThat(
                        verify(sender.sign(sample, sender.secretOf(PREVIOUS_SECRET), lapsed), secrets(), lapsed)
                                instanceof Verified)
                .isEqualTo(!sender.signs());
    }

    @Test
    void saysWhetherItsAccountsShareASecret() {
        assertThat(adapter.hasSigningSecret()).isEqualTo(sender.signs());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesTheSecretOfAnotherAccount(Sample sample) {
        assertThat(isVerified(sign(sample, OTHER_ACCOUNTS_SECRET))).isEqualTo(!sender.signs());
        assertThat(proofOf(sample).isEmpty()).isEqualTo(!sender.signs());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesEverythingWhereNoSecretIsConfigured(Sample sample) {
        if (sender.signs()) {
            assertThat(verify(sign(sample, SECRET), new AccountSecrets(List.of())))
                    .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesAProofThatIsEmptyOrMissing(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);
        Proof proof = proofOf(sample);

        assertThat(proof.emptied(signed)).allSatisfy(this::assertRefused);
        assertThat(proof.removed(signed)).allSatisfy(this::assertRefused);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesAProofWithOneByteChangedOrCutOff(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);
        Proof proof = proofOf(sample);

        assertThat(proof.altered(signed)).allSatisfy(this::assertRefused);
    }

    /** Where the gateway signs the body, each of its bytes counts, and so does how it is written. */
    @ParameterizedTest
    @MethodSource("samples")
    void refusesASignedBodyWithOneByteChangedOrWrittenAnew(Sample sample) {
        SignedWebhook signed = sign(sample, SECRET);
        byte[] longer = new String(sample.body(), UTF_8).concat(" ").getBytes(UTF_8);
        SignedWebhook ofLonger =
                sign(new Sample(sample.gateway(), sample.name(), sample.contentType(), longer), SECRET);
        if (ofLonger.headers().equals(signed.headers()) && ofLonger.query().equals(signed.query())) {
            return;
        }

        byte[] body = signed.body();
        for (int i = 0; i < body.length; i++) {
            byte[] flipped = body.clone();
            flipped[i] ^= 1;
            assertRefused(withBody(signed, flipped));
        }
        assertRefused(withBody(signed, ofLonger.body()));
        assertRefused(withBody(signed, new byte[0]));
    }

    /** Where the signature holds its time, an old one and one of the future prove nothing. */
    @ParameterizedTest
    @MethodSource("samples")
    void refusesASignatureOfAnotherTime(Sample sample) {
        Instant stale = RECEIVED_AT.minus(Duration.ofDays(30));
        Instant early = RECEIVED_AT.plus(Duration.ofDays(1));
        for (Instant signedAt : List.of(stale, early)) {
            SignedWebhook signed = sender.sign(sample, sender.secretOf(SECRET), signedAt);
            boolean holdsTime = !signed.headers().equals(sign(sample, SECRET).headers());
            assertThat(verify(signed, secrets()))
                    .satisfies(
                            verification -> assertThat(verification.equals(new Rejected(Rejection.OUTSIDE_TIME_WINDOW)))
                                    .isEqualTo(holdsTime));
        }
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

        assertThat(events(moved))
                .allSatisfy(event -> assertThat(event.getOccurredAt())
                        .isBetween(now.minus(Duration.ofDays(60)), now.plus(Duration.ofMinutes(1))));
    }

    @Test
    void quarantinesAnUnknownStatusAndNamesTheWordOnly() {
        VerifiedWebhook webhook = new VerifiedWebhook(
                receivedBySettings(headersOfUnknownStatus(), queryOfUnknownStatus(), bodyWithUnknownStatus()),
                RECEIVED_AT);

        Normalization result = adapter.normalize(webhook);

        assertThat(result).isInstanceOfSatisfying(NotUnderstood.class, refusal -> {
            assertThat(refusal.reason()).isIn(Reason.UNKNOWN_STATUS, Reason.UNKNOWN_EVENT);
            assertThat(refusal.detail()).isNotNull().doesNotContain("@").hasSizeLessThan(100);
        });
    }

    @Test
    void neverUnderstandsWhatItCannotRead() {
        for (String body : List.of("", "{", "{\"a\":", "null", "[]", "\"text\"", "{\"a\":1}{}", "{\"a\":1,\"a\":2}")) {
            VerifiedWebhook webhook =
                    new VerifiedWebhook(receivedBySettings(Map.of(), Map.of(), body.getBytes(UTF_8)), RECEIVED_AT);

            assertThat(adapter.normalize(webhook)).as(body).isInstanceOf(NotUnderstood.class);
        }
    }

    @Test
    void refusesBombsWithoutReadingThem() {
        String nested = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        String number = "{\"a\":" + "9".repeat(100_000) + "}";
        String tokens = "{\"a\":[" + "1,".repeat(100_000) + "1]}";

        for (String body : List.of(nested, number, tokens)) {
            VerifiedWebhook webhook =
                    new VerifiedWebhook(receivedBySettings(Map.of(), Map.of(), body.getBytes(UTF_8)), RECEIVED_AT);
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
        return sender.sign(sample, sender.secretOf(secret), RECEIVED_AT);
    }

    private Proof proofOf(Sample sample) {
        return Proof.between(sign(sample, SECRET), sign(sample, OTHER_ACCOUNTS_SECRET));
    }

    private void assertRefused(SignedWebhook signed) {
        assertThat(isVerified(signed)).isFalse();
    }

    private boolean isVerified(SignedWebhook signed) {
        return verify(signed, secrets()) instanceof Verified;
    }

    protected static ReceivedWebhook received(Map<String, String> headers, byte[] body) {
        return received(headers, Map.of(), body);
    }

    protected static ReceivedWebhook received(Map<String, String> headers, Map<String, String> query, byte[] body) {
        return received(ACCOUNT, headers, query, body);
    }

    private ReceivedWebhook receivedBySettings(Map<String, String> headers, Map<String, String> query, byte[] body) {
        return received(new Account(ACCOUNT.tenantId(), ACCOUNT.accountId(), settings()), headers, query, body);
    }

    protected static ReceivedWebhook received(
            Account account, Map<String, String> headers, Map<String, String> query, byte[] body) {
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return new ReceivedWebhook(account, lowerCase, query, body);
    }

    private Verification verify(SignedWebhook signed, AccountSecrets secrets) {
        return verify(signed, secrets, RECEIVED_AT);
    }

    private Verification verify(SignedWebhook signed, AccountSecrets secrets, Instant at) {
        return adapter.verify(receivedBySettings(signed.headers(), signed.query(), signed.body()), secrets, at);
    }

    private AccountSecrets secrets() {
        return new AccountSecrets(List.of(
                new SigningSecret(sender.secretOf(SECRET), RECEIVED_AT.minus(Duration.ofDays(1)), null),
                new SigningSecret(
                        sender.secretOf(PREVIOUS_SECRET),
                        RECEIVED_AT.minus(Duration.ofDays(400)),
                        RECEIVED_AT.plus(Duration.ofDays(1)))));
    }

    private static List<String> eventIds(Normalization normalization) {
        return normalization instanceof Notified(var notification)
                ? List.of(notification.getTopic() + ":" + notification.getResourceId())
                : events(normalization).stream().map(PaymentEvent::getEventId).toList();
    }

    private static List<PaymentEvent> events(Normalization normalization) {
        return switch (normalization) {
            case Understood(var events) -> events;
            case PartlyUnderstood(var events, var rest) -> events;
            case Notified notified -> List.of();
            case NotUnderstood refusal -> throw new AssertionError(refusal);
            case TooComplex refusal -> throw new AssertionError(refusal);
        };
    }

    private static SignedWebhook withBody(SignedWebhook signed, byte[] body) {
        return new SignedWebhook(signed.headers(), signed.pathSuffix(), signed.query(), body);
    }

    private Path expectedFile(Sample sample) {
        return samplesFolder().resolve("webhook-" + sample.name() + ".expected.json");
    }

    private Path samplesFolder() {
        return Path.of("samples", adapter.gateway().name());
    }
}
