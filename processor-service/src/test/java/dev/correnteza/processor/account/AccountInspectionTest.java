package dev.correnteza.processor.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.processor.account.AccountInspection.Problem;
import dev.correnteza.processor.page.BadRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountInspectionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, String> BY_URL = Map.of("authentication", "url");

    private final AccountSecretsBox box = new AccountSecretsBox(new SecretCipher(Map.of("k1", new byte[32]), "k1"));
    private final AccountFactory factory = new AccountFactory(box, new SecretRules());
    private final AccountInspection test = new AccountInspection(box);

    @Test
    void findsNothingInTheWayOfANewAccount() {
        assertThat(test.problems(account("hotmart", Map.of()), NOW)).isEmpty();
        assertThat(test.problems(account("pushinpay", BY_URL), NOW)).isEmpty();
    }

    @Test
    void makesNoSigningSecretWhereTheAddressIsToProveEnough() {
        assertThat(AccountSecretsBox.ofKind(account("pushinpay", BY_URL), SecretKind.SIGNING))
                .isEmpty();
        assertThat(AccountSecretsBox.ofKind(account("pushinpay", Map.of()), SecretKind.SIGNING))
                .hasSize(1);
    }

    @Test
    void takesAndMakesNoSigningSecretWhereTheGatewaySharesNone() {
        GatewayAdapter unsigned = new UnsignedGateway();
        Account account = new Account("tenant-1", "account-1", Map.of());

        assertThat(factory.signingSecret(unsigned, account, null, NOW)).isEmpty();
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> factory.signingSecret(unsigned, account, "a-secret-all-the-same", NOW))
                .withMessageContaining("shares no secret");
    }

    @Test
    void refusesToRelyOnTheAddressWhereTheGatewayAlwaysProvesItself() {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> account("hotmart", BY_URL))
                .withMessageContaining("always proves itself");
    }

    @Test
    void namesWhatIsInTheWay() {
        GatewayAccount account = account("hotmart", Map.of("colour", "blue", "authentication", "none"));
        account.setStatus(AccountStatus.DISABLED);
        account.getSecrets().forEach(secret -> secret.setValidUntil(NOW));

        assertThat(test.problems(account, NOW))
                .extracting(Problem::code)
                .containsExactly(
                        "account_disabled", "no_address", "no_signing_secret", "setting_unknown", "setting_unknown");
    }

    @Test
    void namesSourcesThatAreNone() {
        GatewayAccount account = account("hotmart", Map.of());
        account.setSettings(Map.of(Account.ALLOWED_SOURCES, "203.0.113.0/24, example.com"));

        assertThat(test.problems(account, NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).startsWith("allowed-sources: example.com"));
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> account("hotmart", account.getSettings()))
                .withMessageContaining("example.com");
    }

    @Test
    void namesAGatewayThatIsNotSupportedAnyMore() {
        GatewayAccount account = account("hotmart", Map.of());
        account.setGateway("acmepay");

        assertThat(test.problems(account, NOW)).extracting(Problem::code).containsExactly("gateway_unknown");
    }

    @Test
    void namesSecretsWhoseKeyIsNotConfigured() {
        GatewayAccount account = account("hotmart", Map.of());
        for (AccountSecret secret : account.getSecrets()) {
            secret.setKeyId("lost");
        }

        List<Problem> problems = test.problems(account, NOW);

        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly("secret_unreadable", "secret_unreadable", "no_address", "no_signing_secret");
        assertThat(problems.getFirst().detail()).contains("lost");
    }

    private GatewayAccount account(String gateway, Map<String, String> settings) {
        return factory.create("tenant-1", new NewAccount(gateway, null, null, Map.copyOf(settings), List.of()), NOW);
    }

    private static final class UnsignedGateway implements GatewayAdapter {
        @Override
        public Gateway gateway() {
            return new Gateway("acmepay");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public boolean hasSigningSecret() {
            return false;
        }

        @Override
        public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
            throw new AssertionError("not asked");
        }

        @Override
        public Normalization read(VerifiedWebhook webhook, EventSource source) {
            throw new AssertionError("not asked");
        }
    }
}
