package dev.correnteza.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountsTest {
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final Instant SOON = NOW.plus(Duration.ofDays(1));
    private static final String ID = "account-1";

    private final SecretCipher cipher = new SecretCipher(Map.of("k1", new byte[32]), "k1");
    private final AccountReader reader = new AccountReader(cipher);
    private final Accounts accounts = new Accounts();

    @Test
    void findsAnAccountByAllThreePartsOfItsAddress() {
        host(account("hotmart", AccountStatus.ACTIVE, url("right", NOW, null)));

        assertThat(isHosted("hotmart", ID, "right", NOW)).isTrue();
        assertThat(isHosted("guru", ID, "right", NOW)).isFalse();
        assertThat(isHosted("hotmart", "account-2", "right", NOW)).isFalse();
        assertThat(isHosted("hotmart", ID, "wrong", NOW)).isFalse();
        assertThat(isHosted("hotmart", ID, "", NOW)).isFalse();
    }

    @Test
    void takesEachSecretOnlyWhileItIsValid() {
        host(account("hotmart", AccountStatus.ACTIVE, url("old", Instant.EPOCH, SOON), url("new", NOW, null)));

        assertThat(isHosted("hotmart", ID, "old", NOW.minusMillis(1))).isTrue();
        assertThat(isHosted("hotmart", ID, "new", NOW.minusMillis(1))).isFalse();
        assertThat(isHosted("hotmart", ID, "old", NOW)).isTrue();
        assertThat(isHosted("hotmart", ID, "new", NOW)).isTrue();
        assertThat(isHosted("hotmart", ID, "old", SOON)).isFalse();
        assertThat(isHosted("hotmart", ID, "new", SOON)).isTrue();
    }

    @Test
    void takesNothingForAnAccountWithoutAValidSecret() {
        host(account("hotmart", AccountStatus.ACTIVE, url("old", Instant.EPOCH, NOW)));

        assertThat(isHosted("hotmart", ID, "old", NOW)).isFalse();
        assertThat(isHosted("hotmart", ID, "a-secret-that-no-account-has-000000000000000", NOW))
                .isFalse();
    }

    @Test
    void isLoadedOnceAllWereRead() {
        assertThat(accounts.isLoaded()).isFalse();

        accounts.replaceAll(new ConcurrentHashMap<>());

        assertThat(accounts.isLoaded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = AccountStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void hostsOnlyWhatIsActive(AccountStatus status) {
        assertThat(reader.read(account("hotmart", status, url("right", NOW, null))))
                .isEmpty();
    }

    @Test
    void hostsNoAccountOfAnUnknownGateway() {
        assertThat(reader.read(account("nogateway", AccountStatus.ACTIVE, url("right", NOW, null))))
                .isEmpty();
    }

    @Test
    void hostsNoAccountWhoseAddressCannotBeRead() {
        AccountSecret unknownKey = url("right", NOW, null);
        unknownKey.setKeyId("k2");
        AccountSecret ofAnotherAccount = secret("account-2", "s1", SecretKind.URL, "right", NOW, null);
        AccountSecret ofAnotherKind = secret(ID, "s1", SecretKind.SIGNING, "right", NOW, null);
        ofAnotherKind.setKind(SecretKind.URL);
        AccountSecret blank = url(" ", NOW, null);

        for (AccountSecret secret : List.of(unknownKey, ofAnotherAccount, ofAnotherKind, blank)) {
            assertThat(reader.read(account("hotmart", AccountStatus.ACTIVE, secret)))
                    .isEmpty();
        }
        assertThat(reader.read(account("hotmart", AccountStatus.ACTIVE))).isEmpty();
    }

    @Test
    void goesOnWithTheSecretsThatCanBeRead() {
        AccountSecret unreadable = secret("account-2", "s1", SecretKind.SIGNING, "lost", NOW, null);
        AccountSecret readable = secret(ID, "s2", SecretKind.SIGNING, "hottok", NOW, SOON);

        HostedAccount hosted = reader.read(
                        account("hotmart", AccountStatus.ACTIVE, unreadable, readable, url("right", NOW, null)))
                .orElseThrow();

        assertThat(hosted.signingSecrets().acceptedAt(NOW)).containsExactly("hottok");
        assertThat(hosted.signingSecrets().acceptedAt(SOON)).isEmpty();
        assertThat(hosted.account().tenantId()).isEqualTo("tenant-1");
        assertThat(hosted.account().settings()).isEqualTo(Map.of("zone", "UTC"));
        assertThat(hosted).hasToString("HostedAccount[account-1]");
    }

    private void host(GatewayAccount account) {
        ConcurrentHashMap<String, HostedAccount> read = new ConcurrentHashMap<>();
        read.put(account.getAccountId(), reader.read(account).orElseThrow());
        accounts.replaceAll(read);
    }

    private boolean isHosted(String gateway, String accountId, String urlSecret, Instant at) {
        return accounts.addressedBy(gateway, accountId, urlSecret, at).isPresent();
    }

    private AccountSecret url(String value, Instant from, @Nullable Instant until) {
        return secret(ID, "url-" + value, SecretKind.URL, value, from, until);
    }

    private AccountSecret secret(
            String accountId, String secretId, SecretKind kind, String value, Instant from, @Nullable Instant until) {
        byte[] ciphertext = cipher.encrypt(value, SecretCipher.place(accountId, secretId, kind));
        return new AccountSecret(secretId, kind, "k1", ByteBuffer.wrap(ciphertext), from, until);
    }

    private static GatewayAccount account(String gateway, AccountStatus status, AccountSecret... secrets) {
        return new GatewayAccount(
                ID, "tenant-1", gateway, null, status, List.of(secrets), Map.of("zone", "UTC"), Instant.EPOCH);
    }
}
