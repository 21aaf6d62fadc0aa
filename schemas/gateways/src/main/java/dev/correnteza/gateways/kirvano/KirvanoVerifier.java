package dev.correnteza.gateways.kirvano;

import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import java.time.Instant;

/** The secret of the address: where the panel's token travels is not known. */
final class KirvanoVerifier {
    private KirvanoVerifier() {}

    static Verification verify(ReceivedWebhook webhook, Instant receivedAt) {
        return UrlSecretVerifier.verify(webhook, receivedAt);
    }
}
