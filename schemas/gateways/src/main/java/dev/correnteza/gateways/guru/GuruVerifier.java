package dev.correnteza.gateways.guru;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;

/** The account's token in the body. A header proves nothing: the bearer token of the API is another one. */
final class GuruVerifier {
    private GuruVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        try {
            return SharedToken.verify(webhook, new GuruEnvelope(webhook.json()).token(), secrets, receivedAt);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
