package dev.correnteza.gateways.kiwify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** HMAC-SHA1 in the query: of the body as received, or of the order inside it. */
final class KiwifyVerifier {
    private static final String PARAMETER = "signature";
    private static final String ALGORITHM = "HmacSHA1";

    private KiwifyVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        Verification asReceived = verify(webhook, webhook.body(), secrets, receivedAt);
        if (!asReceived.equals(new Rejected(Rejection.PROOF_WRONG))) {
            return asReceived;
        }
        try {
            JsonPayload body = webhook.json();
            return KiwifyEnvelope.isWrapped(body)
                    ? verify(webhook, KiwifyEnvelope.open(body).json().getBytes(UTF_8), secrets, receivedAt)
                    : asReceived;
        } catch (UnreadablePayload e) {
            // What cannot be read has no order inside.
            return asReceived;
        }
    }

    private static Verification verify(
            ReceivedWebhook webhook, byte[] signed, AccountSecrets secrets, Instant receivedAt) {
        String presented = Objects.requireNonNullElse(webhook.query().get(PARAMETER), "");
        return KeyedDigest.verify(
                webhook,
                List.of(presented),
                secrets,
                receivedAt,
                secret -> HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, signed)));
    }
}
