package dev.correnteza.ingest.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.secret.UnreadableSecret;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records of the topic into accounts; one that cannot be hosted is left out and said. */
final class AccountReader {
    private static final Logger log = LoggerFactory.getLogger(AccountReader.class);

    private final SecretCipher cipher;

    AccountReader(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** Empty for an account that is disabled, of an unknown gateway, without a readable address, or with a setting that is none. */
    Optional<HostedAccount> read(GatewayAccount account) {
        Optional<GatewayAdapter> adapter = Gateways.find(account.getGateway());
        if (account.getStatus() != AccountStatus.ACTIVE || adapter.isEmpty()) {
            return Optional.empty();
        }
        AccountSecrets urlSecrets = secrets(account, SecretKind.URL);
        if (urlSecrets.secrets().isEmpty()) {
            log.atError()
                    .addKeyValue("accountId", account.getAccountId())
                    .log("account has no readable secret in its address and is not hosted");
            return Optional.empty();
        }
        List<String> problems = adapter.get().problemsOf(account.getSettings());
        if (!problems.isEmpty()) {
            // Hosted all the same: it refuses everything, and what it refuses is kept.
            log.atError()
                    .addKeyValue("accountId", account.getAccountId())
                    .addKeyValue("problems", problems.size())
                    .log("account has settings that its gateway cannot use");
        }
        try {
            Account addressed = new Account(account.getTenantId(), account.getAccountId(), account.getSettings());
            return Optional.of(new HostedAccount(
                    adapter.get(),
                    addressed,
                    urlSecrets,
                    secrets(account, SecretKind.SIGNING),
                    addressed.allowedSources()));
        } catch (IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("accountId", account.getAccountId())
                    .setCause(e)
                    .log("account has a setting that cannot be read and is not hosted");
            return Optional.empty();
        }
    }

    private AccountSecrets secrets(GatewayAccount account, SecretKind kind) {
        List<SigningSecret> secrets = new ArrayList<>();
        for (AccountSecret secret : account.getSecrets()) {
            if (secret.getKind() == kind) {
                decrypt(account.getAccountId(), secret).ifPresent(secrets::add);
            }
        }
        return new AccountSecrets(secrets);
    }

    private Optional<SigningSecret> decrypt(String accountId, AccountSecret secret) {
        byte[] ciphertext = new byte[secret.getCiphertext().remaining()];
        secret.getCiphertext().duplicate().get(ciphertext);
        try {
            String place = SecretCipher.place(accountId, secret.getSecretId(), secret.getKind());
            String value = cipher.decrypt(ciphertext, secret.getKeyId(), place);
            return Optional.of(new SigningSecret(value, secret.getValidFrom(), secret.getValidUntil()));
        } catch (UnreadableSecret | IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("accountId", accountId)
                    .addKeyValue("keyId", secret.getKeyId())
                    .setCause(e)
                    .log("account secret cannot be used");
            return Optional.empty();
        }
    }
}
