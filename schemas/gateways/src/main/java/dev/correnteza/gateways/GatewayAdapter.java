package dev.correnteza.gateways;

import java.time.Instant;
import java.util.Set;

/** All that this project knows of one gateway. Pure: no I/O, no clock, no framework. */
public interface GatewayAdapter {
    Gateway gateway();

    /** Raised whenever the same bytes are read differently than before; kept with every event. 1 or more. */
    int version();

    /** Request headers, in lower case, that {@link #normalize} reads: they are kept with the event. Never one with a secret. */
    Set<String> headersRead();

    /** What the gateway wants to read after a webhook was taken. */
    WebhookAnswer accepted();

    /**
     * Whether the webhook was sent by the gateway for this account. Decided on the bytes as received; fails closed: no secret
     * configured, no proof sent or an unknown scheme are refusals. The one exception is {@link UrlSecretVerifier}'s, and an account has
     * to ask for it.
     *
     * @param secrets of the account
     * @param receivedAt our clock, for tolerances and for the validity of secrets
     */
    Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt);

    /** What an authentic webhook means. */
    Normalization normalize(VerifiedWebhook webhook);
}
