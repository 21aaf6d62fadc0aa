package dev.correnteza.gateways.eduzz;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signature of the body; without one, the origin's secret in a body of the second generation. */
final class EduzzVerifier {
    private static final String HEADER = "x-signature";
    private static final String ALGORITHM = "HmacSHA256";

    private EduzzVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String signature = webhook.header(HEADER);
        return signature == null
                ? verifyOrigin(webhook, secrets, receivedAt)
                : KeyedDigest.verify(
                        webhook,
                        List.of(signature),
                        secrets,
                        receivedAt,
                        secret -> HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, webhook.body())));
    }

    private static Verification verifyOrigin(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        try {
            JsonPayload body = webhook.jsonOrForm();
            return SharedToken.verify(
                    webhook, EduzzGeneration.isLegacy(body) ? origin(body) : null, secrets, receivedAt);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }

    // Documented under both names.
    private static @Nullable String origin(JsonPayload body) {
        return body.has("origin_secret") ? body.text("origin_secret") : body.text("origin");
    }
}
