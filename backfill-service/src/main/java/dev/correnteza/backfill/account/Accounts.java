package dev.correnteza.backfill.account;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The accounts that are configured. */
@Component
public class Accounts {
    private final List<GatewayAccount> all;

    Accounts(AccountProperties properties) {
        this.all = List.copyOf(properties.accounts());
    }

    /** An account of this tenant; empty also when it is another tenant's, so that nobody can tell the two apart. */
    public Optional<GatewayAccount> find(String tenantId, String accountId) {
        return all.stream()
                .filter(account -> account.tenantId().equals(tenantId)
                        && account.accountId().equals(accountId))
                .findFirst();
    }
}
