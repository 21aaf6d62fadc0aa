package dev.correnteza.processor.account;

import dev.correnteza.events.secret.SecretCipher;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param accounts how accounts are reached
 * @param secrets keys that encrypt what accounts share with gateways
 */
@Validated
@ConfigurationProperties("correnteza.processor")
record AccountProperties(
        @DefaultValue @Valid Accounts accounts,
        @NotNull @Valid Secrets secrets) {

    /**
     * @param webhookBaseUrl what gateways reach ingest-service by, without a slash at its end
     */
    record Accounts(
            @DefaultValue("http://localhost:8080") @NotBlank String webhookBaseUrl) {}

    /**
     * @param currentKeyId id of the key that encrypts
     * @param keys AES-256 keys in base64 by their id, past ones too
     */
    record Secrets(@NotBlank String currentKeyId, @NotEmpty Map<String, String> keys) {
        SecretCipher cipher() {
            return new SecretCipher(
                    keys.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> Base64.getDecoder().decode(entry.getValue()))),
                    currentKeyId);
        }

        @Override
        public String toString() {
            return "Secrets[***]";
        }
    }
}
