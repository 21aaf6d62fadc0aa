package dev.correnteza.processor.account;

import dev.correnteza.gateways.Account;

/**
 * An account that may be charged at.
 *
 * @param account whose it is
 * @param gateway gateway name
 * @param credentials what its gateway's API wants, in the form that the gateway's package asks for; never printed
 * @param webhookUrl where its gateway posts to, with its secret; never printed
 */
public record ApiAccount(Account account, String gateway, String credentials, String webhookUrl) {
    @Override
    public String toString() {
        return "ApiAccount[" + account.accountId() + "]";
    }
}
