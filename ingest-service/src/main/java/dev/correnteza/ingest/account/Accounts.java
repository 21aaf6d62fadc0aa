package dev.correnteza.ingest.account;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts known now. Read on every request, changed by {@link AccountTopic} only. */
public final class Accounts {
    private final Map<String, HostedAccount> byId = new ConcurrentHashMap<>();
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

    void put(HostedAccount account) {
        byId.put(account.account().accountId(), account);
    }

    void remove(String accountId) {
        byId.remove(accountId);
    }

    void markLoaded() {
        loaded = true;
    }
}
