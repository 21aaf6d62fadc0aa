package dev.correnteza.ingest.account;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Subnets;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account whose webhooks are let in.
 *
 * @param adapter of its gateway
 * @param account whose it is
 * @param urlSecrets last segments of its webhook address
 * @param signingSecrets what its gateway signs with; empty where the gateway's webhooks carry no proof of their own
 * @param allowedSources where webhooks have to come from; {@code null} for anywhere
 */
public record HostedAccount(
        GatewayAdapter adapter,
        Account account,
        AccountSecrets urlSecrets,
        AccountSecrets signingSecrets,
        @Nullable Subnets allowedSources) {

    /** Whether webhooks may come from this address; {@code null} for one that is not known. */
    public boolean isOpenTo(@Nullable InetAddress client) {
        return allowedSources == null || (client != null && allowedSources.contains(client));
    }

    /** Whether this is the last segment of the account's address at this instant, compared in constant time. */
    public boolean isAddressedBy(String urlSecret, Instant at) {
        return UrlSecret.matchesAny(urlSecret, urlSecrets.acceptedAt(at));
    }

    @Override
    public String toString() {
        return "HostedAccount[" + account.accountId() + "]";
    }
}
