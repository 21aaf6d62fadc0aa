package dev.correnteza.gateways.hotmart;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The hottok: in the header, and for 1.0.0 in the body. A right one in the body of 2.0.0 heals nothing. */
final class HotmartVerifier {
    private static final String HEADER = "x-hotmart-hottok";
    private static final String LEGACY_FIELD = "hottok";

    private HotmartVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        if (header != null) {
            return SharedToken.verify(webhook, header, secrets, receivedAt);
        }
        try {
            JsonPayload payload = webhook.jsonOrForm();
            @Nullable String token = HotmartVersion.isCurrent(payload) ? null : payload.text(LEGACY_FIELD);
            return SharedToken.verify(webhook, token, secrets, receivedAt);
        } catch (UnreadablePayload e) {
            // Without a header only the body could prove anything.
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.PROOF_MISSING);
        }
    }
}
