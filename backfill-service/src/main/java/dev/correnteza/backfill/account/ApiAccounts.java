package dev.correnteza.backfill.account;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The tenants' accounts that have API credentials, as their topic tells them. Changed by {@link AccountTopic} only. */
@Component
public class ApiAccounts {
    private final Sinks.Empty<Void> loaded = Sinks.empty();
    private volatile Map<String, ApiAccount> byId = Map.of();

    /** Completes when the topic was read to its end once: before, an unknown account may only be one that was not read yet. */
    public Mono<Void> loaded() {
        return loaded.asMono();
    }

    /** An account of this tenant; empty where it has no active one of this id with credentials that can be read. */
    public Optional<ApiAccount> find(String tenantId, String accountId) {
        return Optional.ofNullable(byId.get(accountId))
                .filter(account -> account.account().tenantId().equals(tenantId));
    }

    /** Takes the place of all accounts known so far. The map may go on changing. */
    void replaceAll(ConcurrentMap<String, ApiAccount> accounts) {
        byId = accounts;
        loaded.tryEmitEmpty();
    }
}
