package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param apiKeys keys that are not made by the API: the first of a tenant, with which it makes others
 */
@Validated
@ConfigurationProperties("correnteza.processor")
record ApiKeyProperties(@DefaultValue List<@Valid ApiKey> apiKeys) {

    /**
     * @param tenantId whose data it opens
     * @param sha256 SHA-256 of the key in lower-case hexadecimal
     * @param role what it may do
     */
    record ApiKey(
            @NotBlank String tenantId,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256,
            @DefaultValue("ADMIN") Role role) {
        private static final int ID_DIGITS = 12;

        /** Tells it from others, in lists and in the audit log. */
        String keyId() {
            return "configured_" + sha256.substring(0, ID_DIGITS);
        }
    }
}
