package dev.correnteza.gateways;

import dev.correnteza.gateways.Verification.Verified;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Verification by the secret in the webhook's address: ingest has compared it before an adapter is asked.
 *
 * <p>For gateways that can be told to send a token and need not be, it counts alone where the account says so, with the setting {@code
 * authentication=url}, and has no signing secret. An account that has one, a lapsed one too, is never open without its proof.
 */
public final class UrlSecretVerifier {
    /** The setting by which an account chooses it. */
    public static final String SETTING = "authentication";

    private static final String BY_URL = "url";

    private UrlSecretVerifier() {}

    /** Whether an account with these settings chose that its address proves enough; its gateway may still ask for more. */
    public static boolean isChosen(Account account) {
        return BY_URL.equals(account.settings().get(SETTING));
    }

    /** Verifies by the address alone, for a gateway that sends no proof of any kind. */
    public static Verification verify(ReceivedWebhook webhook, Instant receivedAt) {
        return new Verified(new VerifiedWebhook(webhook, receivedAt));
    }

    /**
     * Verifies by the address alone where the account chose that, else by what the gateway sends along.
     *
     * @param otherwise the gateway's own proof
     */
    public static Verification verify(
            ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt, Supplier<Verification> otherwise) {
        return isChosen(webhook.account()) && secrets.secrets().isEmpty()
                ? new Verified(new VerifiedWebhook(webhook, receivedAt))
                : otherwise.get();
    }
}
