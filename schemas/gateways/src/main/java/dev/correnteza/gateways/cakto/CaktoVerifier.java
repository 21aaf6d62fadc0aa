package dev.correnteza.gateways.cakto;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The signature where there is one; a wrong one is not mended by the secret in the body. Without one, that secret. */
final class CaktoVerifier {
    private static final String FIELD = "secret";

    private CaktoVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String signature = webhook.header(CaktoSignature.HEADER);
        if (signature != null) {
            return CaktoSignature.verify(webhook, signature, secrets, receivedAt);
        }
        try {
            return SharedToken.verify(webhook, webhook.json().text(FIELD), secrets, receivedAt);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
