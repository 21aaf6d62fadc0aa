package dev.correnteza.backfill.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.secret.UnreadableSecret;
import dev.correnteza.gateways.Account;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records of the topic into accounts that may be asked at. */
final class ApiAccountReader {
    private static final Logger log = LoggerFactory.getLogger(ApiAccountReader.class);

    private final Optional<SecretCipher> cipher;

    ApiAccountReader(Optional<SecretCipher> cipher) {
        this.cipher = cipher;
    }

    /** Empty for an account that is disabled, or without credentials that can be read. The newest count. */
    Optional<ApiAccount> read(GatewayAccount account) {
        if (account.getStatus() != AccountStatus.ACTIVE || cipher.isEmpty()) {
            return Optional.empty();
        }
        return account.getSecrets().reversed().stream()
                .filter(secret -> secret.getKind() == SecretKind.API && secret.getValidUntil() == null)
                .findFirst()
                .flatMap(secret -> decrypt(cipher.get(), account.getAccountId(), secret))
                .map(credentials -> new ApiAccount(
                        new Account(account.getTenantId(), account.getAccountId(), account.getSettings()),
                        account.getGateway(),
                        credentials));
    }

    private static Optional<String> decrypt(SecretCipher cipher, String accountId, AccountSecret secret) {
        byte[] ciphertext = new byte[secret.getCiphertext().remaining()];
        secret.getCiphertext().duplicate().get(ciphertext);
        try {
            String place = SecretCipher.place(accountId, secret.getSecretId(), secret.getKind());
            return Optional.of(cipher.decrypt(ciphertext, secret.getKeyId(), place));
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
