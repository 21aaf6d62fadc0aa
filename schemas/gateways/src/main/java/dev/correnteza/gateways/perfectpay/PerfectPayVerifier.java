package dev.correnteza.gateways.perfectpay;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;

/** The token at the root of the body. */
final class PerfectPayVerifier {
    private static final String FIELD = "token";

    private PerfectPayVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        try {
            return SharedToken.verify(webhook, webhook.json().text(FIELD), secrets, receivedAt);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
