package dev.correnteza.gateways;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account a webhook was addressed to.
 *
 * @param tenantId the seller
 * @param accountId the seller's account at the gateway
 * @param settings of the gateway's package; never secrets
 */
public record Account(String tenantId, String accountId, Map<String, String> settings) {
    /** Setting of any account: addresses and CIDR blocks, separated by commas, that its webhooks have to come from. */
    public static final String ALLOWED_SOURCES = "allowed-sources";

    public Account {
        settings = Map.copyOf(settings);
    }

    /**
     * Where its webhooks have to come from; {@code null} for anywhere.
     *
     * @throws IllegalArgumentException saying what is wrong with the setting
     */
    public @Nullable Subnets allowedSources() {
        String allowed = settings.get(ALLOWED_SOURCES);
        return allowed == null ? null : Subnets.of(List.of(allowed.split(",", -1)));
    }
}
