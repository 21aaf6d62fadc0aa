package dev.correnteza.ingest.account;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/** The accounts known now. Read on every request, changed by {@link AccountTopic} only. */
public final class Accounts {
    private volatile Map<String, HostedAccount> byId = Map.of();
    private volatile boolean loaded;

    /** Whether the topic was read to its end once: before, an unknown account may only be one that was not read yet. */
    public boolean isLoaded() {
        return loaded;
    }

    /**
     * The account that an address names.
     *
     * @return empty when gateway, account or secret is wrong; which of them is not told, and takes no less work
     */
    public Optional<HostedAccount> addressedBy(String gateway, String accountId, String urlSecret, Instant at) {
        HostedAccount account = byId.get(accountId);
        if (account == null) {
            UrlSecret.compareWithDecoy(urlSecret);
            return Optional.empty();
        }
        boolean matches = account.isAddressedBy(urlSecret, at);
        return matches && account.adapter().gateway().name().equals(gateway) ? Optional.of(account) : Optional.empty();
    }

    /** Number of accounts whose webhooks are let in. */
    public int size() {
        return byId.size();
    }

    /** Takes the place of all accounts known so far. The map may go on changing. */
    void replaceAll(ConcurrentMap<String, HostedAccount> accounts) {
        byId = accounts;
        loaded = true;
    }
}
