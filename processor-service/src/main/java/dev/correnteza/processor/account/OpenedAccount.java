package dev.correnteza.processor.account;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An account that can verify webhooks.
 *
 * @param account whose it is
 * @param isActive whether ingest-service lets its webhooks in
 * @param signingSecrets what its gateway signs with, past ones too
 */
public record OpenedAccount(GatewayAdapter adapter, Account account, boolean isActive, AccountSecrets signingSecrets) {
    private static final byte[] EMPTY_BODY = {'{', '}'};

    static OpenedAccount of(GatewayAdapter adapter, GatewayAccount account, AccountSecrets signingSecrets) {
        return new OpenedAccount(
                adapter,
                new Account(account.getTenantId(), account.getAccountId(), account.getSettings()),
                account.getStatus() == AccountStatus.ACTIVE,
                signingSecrets);
    }

    /**
     * What ingest-service would make of a request.
     *
     * @param webhook of this account
     * @param receivedAt for signatures that hold a time
     * @param now which secrets count: those of now, also for what was received before they were known
     */
    public Reading read(ReceivedWebhook webhook, Instant receivedAt, Instant now) {
        return switch (adapter.verify(webhook, asOf(now), receivedAt)) {
            case Rejected(var reason) -> new Reading.Refused(reason);
            case Verified(var verified) -> {
                try {
                    yield new Reading.Authentic(verified, adapter.normalize(verified));
                } catch (RuntimeException e) {
                    // As in ingest-service: the fault is the adapter's, and what it stumbled over is kept.
                    yield new Reading.AdapterFailed(verified);
                }
            }
        };
    }

    /** Whether a webhook needs no more than the address to be let in. */
    static boolean isOpenByAddress(GatewayAdapter adapter, Account account, AccountSecrets secrets, Instant now) {
        ReceivedWebhook unproved = new ReceivedWebhook(account, Map.of(), Map.of(), EMPTY_BODY);
        return adapter.verify(unproved, secrets, now) instanceof Verified;
    }

    // A lapsed secret stays one that does not count: without any, some gateways' accounts are open by their address.
    private AccountSecrets asOf(Instant now) {
        List<String> current = signingSecrets.acceptedAt(now);
        return new AccountSecrets(signingSecrets.secrets().stream()
                .map(secret -> new SigningSecret(
                        secret.value(), Instant.EPOCH, current.contains(secret.value()) ? null : Instant.EPOCH))
                .toList());
    }

    @Override
    public String toString() {
        return "OpenedAccount[" + account.accountId() + "]";
    }
}
