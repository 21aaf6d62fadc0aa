package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.secret.UnreadableSecret;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts secrets into accounts, encrypted, and reads them back. */
final class AccountSecretsBox {
    private final SecretCipher cipher;

    AccountSecretsBox(SecretCipher cipher) {
        this.cipher = cipher;
    }

    AccountSecret seal(String accountId, SecretKind kind, String value, Instant validFrom) {
        return sealed(accountId, UUID.randomUUID().toString(), kind, value, validFrom, null);
    }

    /** The same secret under the current key; as it is where its own key is not at hand. */
    AccountSecret resealed(String accountId, AccountSecret secret) {
        if (secret.getKeyId().equals(cipher.currentKeyId())) {
            return secret;
        }
        return open(accountId, secret)
                .map(value -> sealed(
                        accountId,
                        secret.getSecretId(),
                        secret.getKind(),
                        value,
                        secret.getValidFrom(),
                        secret.getValidUntil()))
                .orElse(secret);
    }

    /** Readable secrets of a kind that are accepted at this instant, the newest first. */
    List<String> current(GatewayAccount account, SecretKind kind, Instant at) {
        return ofKind(account, kind)
                .filter(secret -> isCurrent(secret, at))
                .flatMap(secret -> open(account.getAccountId(), secret).stream())
                .toList();
    }

    /** All readable secrets of a kind with their times, past ones too. */
    AccountSecrets all(GatewayAccount account, SecretKind kind) {
        return new AccountSecrets(ofKind(account, kind)
                .flatMap(secret -> open(account.getAccountId(), secret)
                        .map(value -> new SigningSecret(value, secret.getValidFrom(), secret.getValidUntil()))
                        .stream())
                .toList());
    }

    boolean isReadable(String accountId, AccountSecret secret) {
        return open(accountId, secret).isPresent();
    }

    /** Whether it is accepted at this instant, if it can be read. */
    static boolean isCurrent(AccountSecret secret, Instant at) {
        return secret.getValidUntil() == null || secret.getValidUntil().isAfter(at);
    }

    /** Secrets of a kind, the newest first: new ones are added at the end. */
    static Stream<AccountSecret> ofKind(GatewayAccount account, SecretKind kind) {
        return account.getSecrets().reversed().stream().filter(secret -> secret.getKind() == kind);
    }

    private AccountSecret sealed(
            String accountId,
            String secretId,
            SecretKind kind,
            String value,
            Instant validFrom,
            @Nullable Instant validUntil) {
        byte[] ciphertext = cipher.encrypt(value, SecretCipher.place(accountId, secretId, kind));
        return new AccountSecret(
                secretId, kind, cipher.currentKeyId(), ByteBuffer.wrap(ciphertext), validFrom, validUntil);
    }

    private Optional<String> open(String accountId, AccountSecret secret) {
        byte[] ciphertext = new byte[secret.getCiphertext().remaining()];
        secret.getCiphertext().duplicate().get(ciphertext);
        String place = SecretCipher.place(accountId, secret.getSecretId(), secret.getKind());
        try {
            String value = cipher.decrypt(ciphertext, secret.getKeyId(), place);
            return value.isBlank() ? Optional.empty() : Optional.of(value);
        } catch (UnreadableSecret e) {
            // Shown by the account's page and its test; one such account must not hide the others.
            return Optional.empty();
        }
    }
}
