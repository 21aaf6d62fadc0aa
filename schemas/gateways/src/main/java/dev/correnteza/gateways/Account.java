package dev.correnteza.gateways;

import java.util.Map;

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
}
