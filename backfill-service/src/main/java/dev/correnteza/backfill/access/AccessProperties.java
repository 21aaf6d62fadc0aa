package dev.correnteza.backfill.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call the API.
 *
 * @param apiKeys of all tenants; none lets nobody in
 */
@Validated
@ConfigurationProperties("correnteza.backfill")
record AccessProperties(@DefaultValue List<@Valid ApiKey> apiKeys) {

    /**
     * One key of a tenant; a tenant may have several.
     *
     * @param tenantId whose it is
     * @param sha256 SHA-256 of the key, 64 hexadecimal digits: the key itself is kept nowhere
     * @param role what it may do
     */
    record ApiKey(
            @NotBlank String tenantId,
            @NotNull @Pattern(regexp = "[0-9a-fA-F]{64}") String sha256,
            @DefaultValue("ADMIN") Role role) {}
}
