package dev.correnteza.backfill.account;

import jakarta.validation.Valid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Accounts whose history may be read.
 *
 * @param accounts each account id once
 */
@Validated
@ConfigurationProperties("correnteza.backfill")
record AccountProperties(@DefaultValue List<@Valid GatewayAccount> accounts) {
    AccountProperties {
        Set<String> seen = new HashSet<>();
        for (GatewayAccount account : accounts) {
            if (!seen.add(account.accountId())) {
                throw new IllegalArgumentException("correnteza.backfill.accounts: " + account.accountId()
                        + " is there twice (expected: each account-id once)");
            }
        }
    }
}
