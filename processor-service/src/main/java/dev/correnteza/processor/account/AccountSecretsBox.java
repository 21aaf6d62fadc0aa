package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.secret.UnreadableSecret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Puts secrets into accounts, encrypted, and reads the current ones back. */
final class AccountSecretsBox {
    private final SecretCipher cipher;

    AccountSecretsBox(SecretCipher cipher) {
        this.cipher = cipher;
    }

    AccountSecret seal(String accountId, SecretKind kind, String value, Instant validFrom) {
        String secretId = UUID.randomUUID().toString();
        AccountSecret secret = new AccountSecret();
        secret.setSecretId(secretId);
        secret.setKind(kind);
        secret.setKeyId(cipher.currentKeyId());
        secret.setCiphertext(ByteBuffer.wrap(cipher.encrypt(value, SecretCipher.place(accountId, secretId, kind))));
        secret.setValidFrom(validFrom);
        return secret;
    }

    /** Secrets of a kind that are accepted now. */
    List<String> open(GatewayAccount account, SecretKind kind, Instant now) throws UnreadableSecret {
        List<String> values = new ArrayList<>();
        for (AccountSecret secret : account.getSecrets()) {
            boolean current =
                    secret.getValidUntil() == null || secret.getValidUntil().isAfter(now);
            if (secret.getKind() == kind && current) {
                byte[] ciphertext = new byte[secret.getCiphertext().remaining()];
                secret.getCiphertext().duplicate().get(ciphertext);
                String place = SecretCipher.place(account.getAccountId(), secret.getSecretId(), kind);
                values.add(cipher.decrypt(ciphertext, secret.getKeyId(), place));
            }
        }
        return values;
    }
}
