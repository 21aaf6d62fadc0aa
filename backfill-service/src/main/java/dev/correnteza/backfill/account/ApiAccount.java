package dev.correnteza.backfill.account;

import dev.correnteza.gateways.Account;

/**
 * An account whose payments may be asked after at its gateway.
 *
 * @param account whose it is
 * @param gateway gateway name
 * @param credentials what its gateway's API wants, in the form that the gateway's package asks for; never printed
 */
public record ApiAccount(Account account, String gateway, String credentials) {
    @Override
    public String toString() {
        return "ApiAccount[" + account.accountId() + "]";
    }
}
