package dev.correnteza.gateways.braip;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;

/** The account's key at the root of the body. */
final class BraipVerifier {
    private static final String FIELD = "basic_authentication";

    private BraipVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        try {
            return SharedToken.verify(webhook, webhook.json().text(FIELD), secrets, receivedAt);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
