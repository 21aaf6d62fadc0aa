package dev.correnteza.processor.apikey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param apiKeys who may call the API; with none, nobody may
 */
@Validated
@ConfigurationProperties("correnteza.processor")
record ApiKeyProperties(@DefaultValue List<@Valid ApiKey> apiKeys) {

    /**
     * @param tenantId whose data it opens
     * @param sha256 SHA-256 of the key in lower-case hexadecimal
     */
    record ApiKey(
            @NotBlank String tenantId,
            @Pattern(regexp = "[0-9a-f]{64}") String sha256) {}
}
