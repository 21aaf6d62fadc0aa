package dev.correnteza.backfill.account;

import dev.correnteza.events.secret.SecretCipher;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keys AES-256 keys in base64 by their id; all that account secrets may be encrypted with. With none, nothing is fetched
 */
@ConfigurationProperties("correnteza.backfill.secrets")
record SecretsProperties(@DefaultValue Map<String, String> keys) {
    private static final int KEY_BYTES = 32;

    SecretsProperties {
        keys = Map.copyOf(keys);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            if (!isKey(key.getValue())) {
                throw new IllegalArgumentException(
                        "correnteza.backfill.secrets.keys." + key.getKey() + ": *** (expected: 32 bytes in base64)");
            }
        }
    }

    /** A cipher that reads; which key would encrypt does not matter here. Empty without keys. */
    Optional<SecretCipher> cipher() {
        Map<String, byte[]> decoded = keys.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Base64.getDecoder().decode(entry.getValue())));
        return decoded.keySet().stream().findFirst().map(id -> new SecretCipher(decoded, id));
    }

    private static boolean isKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SecretsProperties[***]";
    }
}
