package dev.correnteza.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlSecretVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final AccountSecrets NO_SECRETS = new AccountSecrets(List.of());
    private static final Rejected REFUSED = new Rejected(Rejection.PROOF_MISSING);

    @Test
    void letsTheAddressProveWhereTheAccountSaysSo() {
        assertThat(verify(Map.of("authentication", "url"), NO_SECRETS)).isInstanceOf(Verified.class);
    }

    @Test
    void doesNotLetTheAddressProveByDefault() {
        assertThat(verify(Map.of(), NO_SECRETS)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "URL", "url ", "token", "true", "none"})
    void takesNoOtherWordForIt(String setting) {
        assertThat(verify(Map.of("authentication", setting), NO_SECRETS)).isEqualTo(REFUSED);
    }

    @Test
    void wantsTheProofWhereThereIsASecretWhateverTheSettingSays() {
        var current = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));
        var lapsed = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, NOW.minusSeconds(1))));
        var settings = Map.of("authentication", "url");

        assertThat(verify(settings, current)).isEqualTo(REFUSED);
        assertThat(verify(settings, lapsed)).isEqualTo(REFUSED);
    }

    private static Verification verify(Map<String, String> settings, AccountSecrets secrets) {
        var account = new Account("tenant-1", "account-1", settings);
        var webhook = new ReceivedWebhook(account, Map.of(), Map.of(), new byte[0]);
        return UrlSecretVerifier.verify(webhook, secrets, NOW, () -> REFUSED);
    }
}
