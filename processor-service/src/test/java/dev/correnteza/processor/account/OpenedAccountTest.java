package dev.correnteza.processor.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.VerifiedWebhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenedAccountTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NOW = RECEIVED_AT.plus(Duration.ofDays(2));

    @Test
    void verifiesWithTheSecretsOfNowAndTheTimeOfThen() {
        AccountSecrets secrets = new AccountSecrets(List.of(
                new SigningSecret("lapsed-since", RECEIVED_AT.minusSeconds(60), RECEIVED_AT.plusSeconds(60)),
                new SigningSecret("known-since", NOW.minusSeconds(60), null)));
        Signer signer = new Signer();

        Reading reading = opened(signer, Map.of(), secrets).read(webhook(), RECEIVED_AT, NOW);

        assertThat(signer.receivedAt).isEqualTo(RECEIVED_AT);
        assertThat(signer.accepted).containsExactly("known-since");
        assertThat(reading).isInstanceOf(Reading.AdapterFailed.class);
    }

    @Test
    void isNotOpenByItsAddressOnceItHadASecret() {
        Map<String, String> byUrl = Map.of("authentication", "url");
        AccountSecrets lapsed = new AccountSecrets(
                List.of(new SigningSecret("lapsed-since", RECEIVED_AT, RECEIVED_AT.plusSeconds(60))));
        GatewayAdapter pushinpay = Gateways.find("pushinpay").orElseThrow();

        assertThat(opened(pushinpay, byUrl, lapsed).read(webhook(), RECEIVED_AT, NOW))
                .isEqualTo(new Reading.Refused(Rejection.NO_SECRET_CONFIGURED));
        assertThat(opened(pushinpay, byUrl, new AccountSecrets(List.of())).read(webhook(), RECEIVED_AT, NOW))
                .isInstanceOf(Reading.Authentic.class);
    }

    private static OpenedAccount opened(GatewayAdapter adapter, Map<String, String> settings, AccountSecrets secrets) {
        return new OpenedAccount(adapter, new Account("tenant-1", "account-1", settings), true, secrets);
    }

    private static ReceivedWebhook webhook() {
        Account account = new Account("tenant-1", "account-1", Map.of("authentication", "url"));
        return new ReceivedWebhook(account, Map.of(), Map.of(), new byte[] {'{', '}'});
    }

    /** Remembers what it was asked with, and fails to read. */
    private static final class Signer implements GatewayAdapter {
        private Instant receivedAt = Instant.EPOCH;
        private List<String> accepted = List.of();

        @Override
        public Gateway gateway() {
            return new Gateway("acmepay");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant at) {
            receivedAt = at;
            accepted = secrets.acceptedAt(at);
            return new Verification.Verified(new VerifiedWebhook(webhook, at));
        }

        @Override
        public Normalization read(VerifiedWebhook webhook, EventSource source) {
            throw new IllegalStateException("a fault of the adapter");
        }
    }
}
