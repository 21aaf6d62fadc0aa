package dev.correnteza.gateways.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signatures, against computed vectors and against Stripe's own library: what one accepts, so does the other. */
class StripeSignatureTest {
    private static final String SECRET = "whsec_EXAMPLE_ONLY";
    private static final String BODY = "{\"id\":\"evt_1\",\"name\":\"São João\"}";
    private static final Instant NOW = Instant.ofEpochSecond(1_773_576_000);

    static List<JsonNode> vectors() throws Exception {
        try (var in = StripeSignatureTest.class.getResourceAsStream("/signatures/stripe.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .path("vectors")
                    .valueStream()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void acceptsTheVector(JsonNode vector) {
        String header = vector.path("header").path("Stripe-Signature").asString();
        Instant at = Instant.ofEpochSecond(vector.path("timestamp").asLong());

        assertThat(verify(vector.path("body").asString(), header, at)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=%1$d,v1=%2$s",
                "v1=%2$s,t=%1$d",
                "t=%1$d,v1=%3$s,v1=%2$s",
                "t=%1$d,v1=%2$s,v1=%3$s",
                "t=%1$d,v1=%2$s,v0=%3$s",
                "t=%1$d,v0=%3$s,v1=%2$s,v2=x"
            })
    void acceptsWhatStripesLibraryAccepts(String format) throws Exception {
        String header = header(format, NOW);

        assertThat(Webhook.Signature.verifyHeader(BODY, header, SECRET, 300, Clock.fixed(NOW, ZoneOffset.UTC)))
                .isTrue();
        assertThat(verify(BODY, header, NOW)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%2$s",
                "t=%1$d",
                "v1=%2$s",
                "t=%1$d,v0=%2$s",
                "t=%1$d,v1=%3$s",
                "t=%1$d,v1=",
                "t=,v1=%2$s",
                "t=soon,v1=%2$s",
                "t=-%1$d,v1=%2$s",
                "t=1%1$d,v1=%2$s"
            })
    void refusesWhatStripesLibraryRefuses(String format) throws Exception {
        String header = header(format, NOW);

        assertThat(acceptedByStripe(header)).isFalse();
        assertThat(verify(BODY, header, NOW)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -299, -300, -301, -86_400})
    void isAsPatientAsStripesLibrary(long seconds) throws Exception {
        String header = header("t=%1$d,v1=%2$s", NOW.plusSeconds(seconds));

        assertThat(verify(BODY, header, NOW) instanceof Verified).isEqualTo(acceptedByStripe(header));
    }

    @Test
    void refusesASignatureOfTheFutureWhichStripesLibraryDoesNot() throws Exception {
        String near = header("t=%1$d,v1=%2$s", NOW.plusSeconds(300));
        String far = header("t=%1$d,v1=%2$s", NOW.plusSeconds(301));

        assertThat(verify(BODY, near, NOW)).isInstanceOf(Verified.class);
        assertThat(verify(BODY, far, NOW)).isEqualTo(new Rejected(Rejection.OUTSIDE_TIME_WINDOW));
    }

    @Test
    void refusesTwoTimes() throws Exception {
        assertThat(verify(BODY, header("t=%1$d,t=%1$d,v1=%2$s", NOW), NOW))
                .isEqualTo(new Rejected(Rejection.PROOF_MALFORMED));
    }

    private static boolean acceptedByStripe(String header) {
        try {
            return Webhook.Signature.verifyHeader(BODY, header, SECRET, 300, Clock.fixed(NOW, ZoneOffset.UTC));
        } catch (SignatureVerificationException | NumberFormatException e) {
            return false;
        }
    }

    private static String header(String format, Instant at) throws Exception {
        long time = at.getEpochSecond();
        String signature = Webhook.Util.computeHmacSha256(SECRET, time + "." + BODY);
        return format.formatted(time, signature, "0".repeat(64));
    }

    private static Verification verify(String body, String header, Instant at) {
        var account = new Account("tenant-1", "account-1", Map.of());
        var webhook = new ReceivedWebhook(account, Map.of("stripe-signature", header), Map.of(), body.getBytes(UTF_8));
        var secrets = new AccountSecrets(List.of(new SigningSecret(SECRET, Instant.EPOCH, null)));
        return new StripeAdapter().verify(webhook, secrets, at);
    }
}
