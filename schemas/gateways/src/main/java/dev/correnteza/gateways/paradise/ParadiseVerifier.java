package dev.correnteza.gateways.paradise;

import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import java.time.Instant;

/** The address of the webhook: nothing else is known to prove the sender. */
final class ParadiseVerifier {
    private ParadiseVerifier() {}

    static Verification verify(ReceivedWebhook webhook, Instant receivedAt) {
        return UrlSecretVerifier.verify(webhook, receivedAt);
    }
}
