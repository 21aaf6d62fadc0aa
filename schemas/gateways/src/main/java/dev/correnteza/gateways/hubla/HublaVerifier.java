package dev.correnteza.gateways.hubla;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import java.time.Instant;

/** The token of the webhook rule, in a header. */
final class HublaVerifier {
    private static final String HEADER = "x-hubla-token";

    private HublaVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return SharedToken.verify(webhook, webhook.header(HEADER), secrets, receivedAt);
    }
}
