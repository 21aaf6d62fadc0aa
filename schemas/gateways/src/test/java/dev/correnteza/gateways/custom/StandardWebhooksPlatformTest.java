package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with a platform that follows the Standard Webhooks specification, and its official library on the other side. */
class StandardWebhooksPlatformTest extends GatewayAdapterContract {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";

    private final CustomAdapter adapter = new CustomAdapter();

    StandardWebhooksPlatformTest() {
        super(new CustomAdapter());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("definition", Definitions.of("assinaja"));
    }

    @Override
    protected boolean isOwn(Sample sample) {
        return sample.name().startsWith("assinaja-");
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return "{\"type\": \"invoice.voided\"}".getBytes(UTF_8);
    }

    @Test
    void acceptsWhatTheOfficialLibrarySigns() throws Exception {
        String signature = new Webhook(SECRET).sign(ID, RECEIVED_AT.getEpochSecond(), BODY);

        assertThat(verify(signature, RECEIVED_AT, SECRET)).isInstanceOf(Verified.class);
        assertThat(verify("v1,bm9uZQ== v2,x " + signature, RECEIVED_AT, SECRET)).isInstanceOf(Verified.class);
        assertThat(verify(signature.replace("v1,", "v1a,"), RECEIVED_AT, SECRET))
                .isEqualTo(new Rejected(Rejection.PROOF_MALFORMED));
    }

    // The library looks at the clock, so the webhook is signed now.
    @Test
    void sendsAndAcceptsWhatTheOfficialLibraryAccepts() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Sample sample = Samples.find("custom", "assinaja-invoice_paid").orElseThrow();
        SignedWebhook signed = WebhookSenders.find("custom").orElseThrow().sign(sample, SECRET, now);
        Map<String, List<String>> headers = new HashMap<>();
        signed.headers().forEach((name, value) -> headers.put(name, List.of(value)));

        assertThatCode(() -> new Webhook(SECRET).verify(new String(signed.body(), UTF_8), headers))
                .doesNotThrowAnyException();
        assertThat(adapter.verify(received(account(), signed.headers(), Map.of(), signed.body()), secrets(SECRET), now))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({"-301,false", "-300,true", "300,true", "301,false"})
    void acceptsFiveMinutesEitherWay(long seconds, boolean accepted) throws Exception {
        Instant signedAt = RECEIVED_AT.plusSeconds(seconds);
        String signature = new Webhook(SECRET).sign(ID, signedAt.getEpochSecond(), BODY);

        assertThat(verify(signature, signedAt, SECRET) instanceof Verified).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_not base64", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void takesNoOtherTextForASecret(String secret) throws Exception {
        String signature = new Webhook(SECRET).sign(ID, RECEIVED_AT.getEpochSecond(), BODY);

        assertThat(verify(signature, RECEIVED_AT, secret)).isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
    }

    private Verification verify(String signature, Instant signedAt, String secret) {
        Map<String, String> headers = Map.of(
                "webhook-id", ID,
                "webhook-timestamp", Long.toString(signedAt.getEpochSecond()),
                "webhook-signature", signature);
        return adapter.verify(
                received(account(), headers, Map.of(), BODY.getBytes(UTF_8)), secrets(secret), RECEIVED_AT);
    }

    private Account account() {
        return new Account("tenant-1", "account-1", settings());
    }

    private static AccountSecrets secrets(String secret) {
        return new AccountSecrets(List.of(new SigningSecret(secret, Instant.EPOCH, null)));
    }
}
