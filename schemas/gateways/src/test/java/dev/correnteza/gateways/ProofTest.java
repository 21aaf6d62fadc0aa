package dev.correnteza.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves a sender by itself: shared tokens; and our own tokens, recognized by their form. */
class ProofTest {
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final ReceivedWebhook WEBHOOK =
            new ReceivedWebhook(new Account("t", "a", Map.of()), Map.of(), Map.of(), new byte[0]);
    private static final AccountSecrets SECRETS = new AccountSecrets(List.of(
            new SigningSecret("current", NOW, null),
            new SigningSecret("previous", Instant.EPOCH, NOW.plusSeconds(60))));

    @Test
    void acceptsEverySecretWhileItIsValid() {
        assertThat(verify("current", NOW)).isInstanceOf(Verified.class);
        assertThat(verify("previous", NOW)).isInstanceOf(Verified.class);
        assertThat(verify("current", NOW.minusNanos(1))).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify("previous", NOW.plusSeconds(60))).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,PROOF_MISSING",
                "'',PROOF_MISSING",
                "'  ',PROOF_MISSING",
                "Current,PROOF_WRONG",
                "' current',PROOF_WRONG",
                "curren,PROOF_WRONG",
                "currentt,PROOF_WRONG",
                "'current,current',PROOF_WRONG"
            })
    void refusesEverythingElse(String presented, Rejection reason) {
        assertThat(verify(presented, NOW)).isEqualTo(new Rejected(reason));
    }

    @Test
    void failsClosedWithoutASecretThatCounts() {
        AccountSecrets lapsed =
                new AccountSecrets(List.of(new SigningSecret("old", Instant.EPOCH, NOW.minus(Duration.ofDays(1)))));

        for (AccountSecrets secrets : List.of(new AccountSecrets(List.of()), lapsed)) {
            for (String presented : new String[] {"old", "", null}) {
                assertThat(SharedToken.verify(WEBHOOK, presented, secrets, NOW))
                        .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
            }
        }
    }

    @Test
    void keepsSecretsToItself() {
        assertThat(SECRETS.toString()).doesNotContain("current").doesNotContain("previous");
    }

    @Test
    void takesTheFirstUuidForTheWebhookToken() {
        assertThat(Tokens.webhookToken(null, "", "ref-1", "0197B1D2-0000-4000-8000-00000000ABCD", "x"))
                .isEqualTo("0197b1d2-0000-4000-8000-00000000abcd");
        assertThat(Tokens.webhookToken("0197b1d20000400080000000000abcd", "{0197b1d2-0000-4000-8000-00000000abcd}"))
                .isNull();
        assertThat(Tokens.webhookToken()).isNull();
    }

    @Test
    void takesTheFirstTextOfItsFormForTheTrackingToken() {
        String shortest = "ctk_" + "a".repeat(16);
        String longest = "ctk_" + "Z".repeat(60);

        assertThat(Tokens.trackingToken(null, "bio", shortest)).isEqualTo(shortest);
        assertThat(Tokens.trackingToken(longest)).isEqualTo(longest).hasSize(64);
        assertThat(Tokens.trackingToken(
                        "ctk_" + "a".repeat(15), "ctk_" + "a".repeat(61), "x" + shortest, shortest + "!"))
                .isNull();
    }

    private static Verification verify(String presented, Instant at) {
        return SharedToken.verify(WEBHOOK, presented, SECRETS, at);
    }
}
