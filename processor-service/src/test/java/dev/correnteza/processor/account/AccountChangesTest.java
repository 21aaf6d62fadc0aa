package dev.correnteza.processor.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Conflict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, byte[]> KEYS = Map.of(
            "old",
            new byte[32],
            "new",
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private final AccountSecretsBox box = new AccountSecretsBox(new SecretCipher(KEYS, "new"));
    private final SecretRules rules = new SecretRules();
    private final AccountChanges changes = new AccountChanges(box, rules);

    @Test
    void acceptsBothSecretsUntilTheOverlapIsOver() {
        GatewayAccount account = changes.withSecret(hotmart("first-secret"), signing("second-secret", "PT2H"), NOW);

        assertThat(signing(account, NOW)).containsExactly("second-secret", "first-secret");
        assertThat(signing(account, NOW.plus(Duration.ofHours(2)).minusMillis(1)))
                .hasSize(2);
        assertThat(signing(account, NOW.plus(Duration.ofHours(2)))).containsExactly("second-secret");
    }

    @Test
    void sendsTheNewestCredentialsOnlyAndTakesTheSameAgain() {
        GatewayAccount account = hotmart("first-secret");
        for (String credentials : List.of("1|first-token", "2|second-token", "1|first-token")) {
            account = changes.withSecret(account, new NewSecret("API", credentials, null), NOW);

            assertThat(box.current(account, SecretKind.API, NOW)).containsExactly(credentials);
        }
        assertThat(signing(account, NOW)).containsExactly("first-secret");
    }

    @Test
    void wantsCredentialsWithoutAnOverlap() {
        GatewayAccount account = hotmart("first-secret");

        assertThatThrownBy(() -> changes.withSecret(account, new NewSecret("API", null, null), NOW))
                .isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> changes.withSecret(account, new NewSecret("API", "1|first-token", "PT1H"), NOW))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void overlapsForADayWhereNothingIsSaid() {
        GatewayAccount account = changes.withSecret(hotmart("first-secret"), signing("second-secret", null), NOW);

        assertThat(AccountSecretsBox.ofKind(account, SecretKind.SIGNING).map(AccountSecret::getValidUntil))
                .containsExactly(null, NOW.plus(Duration.ofHours(24)));
    }

    @Test
    void endsAllEarlierSecretsAtOnceWithoutAnOverlap() {
        GatewayAccount account = changes.withSecret(hotmart("first-secret"), signing("second-secret", "PT5H"), NOW);

        account = changes.withSecret(account, signing("third-secret", "PT0S"), NOW);

        assertThat(signing(account, NOW)).containsExactly("third-secret");
    }

    @Test
    void neverAcceptsAnEarlierSecretForLongerThanItWasToBe() {
        GatewayAccount account = changes.withSecret(hotmart("first-secret"), signing("second-secret", "PT1H"), NOW);

        account = changes.withSecret(account, signing("third-secret", "PT24H"), NOW);

        assertThat(signing(account, NOW.plus(Duration.ofHours(1))))
                .containsExactlyInAnyOrder("third-secret", "second-secret");
    }

    @Test
    void rotatesTheAddressAndLeavesTheSigningSecret() {
        GatewayAccount account = hotmart("first-secret");
        String before = box.current(account, SecretKind.URL, NOW).getFirst();

        changes.withSecret(account, new NewSecret("URL", null, "PT1H"), NOW);

        assertThat(box.current(account, SecretKind.URL, NOW)).hasSize(2).endsWith(before);
        assertThat(box.current(account, SecretKind.URL, NOW.plus(Duration.ofHours(1))))
                .doesNotContain(before)
                .hasSize(1);
        assertThat(signing(account, NOW)).containsExactly("first-secret");
    }

    @Test
    void takesNoSecretASecondTimeEvenAfterItLapsed() {
        GatewayAccount account = changes.withSecret(hotmart("first-secret"), signing("second-secret", "PT0S"), NOW);
        GatewayAccount later = changes.withSecret(account, signing("third-secret", "PT0S"), NOW.plusSeconds(60));

        for (String known : List.of("first-secret", " second-secret ", "third-secret")) {
            assertThatExceptionOfType(BadRequest.class)
                    .isThrownBy(() -> changes.withSecret(later, signing(known, null), NOW.plusSeconds(120)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIGNING | '' | PT1H",
                "SIGNING | '         ' | PT1H",
                "SIGNING | short12 | PT1H",
                "SIGNING | aaaaaaaaaaaaaaaa | PT1H",
                "SIGNING | with-\u0007-a-bell | PT1H",
                "URL | made-by-the-caller | PT1H",
                "SIGNING | | PT-1S",
                "SIGNING | | PT720H0.001S",
                "SIGNING | | a day",
                "UNKNOWN | | PT1H",
                " | | PT1H"
            })
    void refusesWhatIsNoRotation(@Nullable String kind, @Nullable String value, String overlap) {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(
                        () -> changes.withSecret(hotmart("first-secret"), new NewSecret(kind, value, overlap), NOW));
    }

    @Test
    void refusesMoreSecretsAtATimeThanCanBeComparedInNoTime() {
        GatewayAccount account = hotmart("first-secret");
        for (int i = 2; i <= 5; i++) {
            changes.withSecret(account, signing(null, "PT1H"), NOW);
        }

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> changes.withSecret(account, signing(null, "PT1H"), NOW));
    }

    @Test
    void keepsOnlyTheNewestOfTheSecretsThatLapsed() {
        GatewayAccount account = hotmart("first-secret");
        for (int i = 1; i <= 30; i++) {
            changes.withSecret(account, signing(null, "PT0S"), NOW.plusSeconds(i));
        }

        assertThat(AccountSecretsBox.ofKind(account, SecretKind.SIGNING)).hasSize(11);
        assertThat(signing(account, NOW.plusSeconds(30))).hasSize(1);
    }

    @Test
    void encryptsSecretsOfAnEarlierKeyWithTheCurrentOneAtTheNextChange() throws Exception {
        GatewayAccount account = new AccountFactory(new AccountSecretsBox(new SecretCipher(KEYS, "old")), rules)
                .create("tenant-1", new NewAccount("hotmart", null, "first-secret", Map.of(), List.of()), NOW);
        List<String> addresses = box.current(account, SecretKind.URL, NOW);
        assertThat(account.getSecrets()).extracting(AccountSecret::getKeyId).containsOnly("old");

        changes.withStatus(account, AccountStatus.DISABLED, NOW);

        AccountSecretsBox withoutTheOldKey =
                new AccountSecretsBox(new SecretCipher(Map.of("new", KEYS.get("new")), "new"));
        assertThat(account.getSecrets()).extracting(AccountSecret::getKeyId).containsOnly("new");
        assertThat(withoutTheOldKey.current(account, SecretKind.SIGNING, NOW)).containsExactly("first-secret");
        assertThat(withoutTheOldKey.current(account, SecretKind.URL, NOW)).isEqualTo(addresses);
    }

    @Test
    void leavesASecretThatItCannotReadAsItIs() {
        GatewayAccount account = hotmart("first-secret");
        AccountSecretsBox other = new AccountSecretsBox(new SecretCipher(Map.of("other", new byte[32]), "other"));

        new AccountChanges(other, rules).withStatus(account, AccountStatus.DISABLED, NOW);

        assertThat(account.getSecrets()).extracting(AccountSecret::getKeyId).containsOnly("new");
        assertThat(signing(account, NOW)).containsExactly("first-secret");
    }

    @Test
    void isAlwaysLaterThanBefore() {
        GatewayAccount account = hotmart("first-secret");

        changes.withStatus(account, AccountStatus.DISABLED, NOW.minusSeconds(5));

        assertThat(account.getUpdatedAt()).isAfter(NOW);
    }

    private List<String> signing(GatewayAccount account, Instant at) {
        return box.current(account, SecretKind.SIGNING, at);
    }

    private static NewSecret signing(@Nullable String value, @Nullable String overlap) {
        return new NewSecret("SIGNING", value, overlap);
    }

    private GatewayAccount hotmart(String signingSecret) {
        return new AccountFactory(box, rules)
                .create("tenant-1", new NewAccount("hotmart", null, signingSecret, Map.of(), List.of()), NOW);
    }
}
