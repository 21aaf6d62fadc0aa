package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.custom.VerificationScheme.Body;
import dev.correnteza.gateways.custom.VerificationScheme.Encoding;
import dev.correnteza.gateways.custom.VerificationScheme.Field;
import dev.correnteza.gateways.custom.VerificationScheme.Header;
import dev.correnteza.gateways.custom.VerificationScheme.Hmac;
import dev.correnteza.gateways.custom.VerificationScheme.Part;
import dev.correnteza.gateways.custom.VerificationScheme.Place;
import dev.correnteza.gateways.custom.VerificationScheme.Query;
import dev.correnteza.gateways.custom.VerificationScheme.StandardWebhooks;
import dev.correnteza.gateways.custom.VerificationScheme.Text;
import dev.correnteza.gateways.custom.VerificationScheme.Timestamp;
import dev.correnteza.gateways.custom.VerificationScheme.Token;
import dev.correnteza.gateways.custom.VerificationScheme.Url;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies as the account's definition says. Without one there is nothing to verify with. */
final class CustomVerifier {
    private CustomVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        Optional<CustomDefinition> definition = CustomDefinition.of(webhook.account());
        if (definition.isEmpty()) {
            return new Rejected(Rejection.NO_SECRET_CONFIGURED);
        }
        try {
            return switch (definition.get().verification()) {
                case Url() -> UrlSecretVerifier.verify(webhook, receivedAt);
                case StandardWebhooks() -> StandardWebhooksVerifier.verify(webhook, secrets, receivedAt);
                case Token token ->
                    SharedToken.verify(webhook, presented(webhook, token.place(), token.prefix()), secrets, receivedAt);
                case Hmac hmac -> verify(hmac, webhook, secrets, receivedAt);
            };
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }

    private static Verification verify(Hmac hmac, ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt)
            throws UnreadablePayload {
        byte[][] signed = new byte[hmac.signed().size()][];
        for (int i = 0; i < signed.length; i++) {
            byte @Nullable [] bytes = bytes(hmac.signed().get(i), webhook);
            if (bytes == null) {
                return new Rejected(Rejection.PROOF_MISSING);
            }
            signed[i] = bytes;
        }
        @Nullable String presented = presented(webhook, hmac.place(), hmac.prefix());
        Verification verification = KeyedDigest.verify(
                webhook,
                presented == null ? List.of() : List.of(presented),
                secrets,
                receivedAt,
                secret -> written(KeyedDigest.hmac(hmac.algorithm(), secret, signed), hmac.encoding()));
        @Nullable Timestamp timestamp = hmac.timestamp();
        return timestamp == null ? verification : withinWindow(verification, timestamp, webhook, receivedAt);
    }

    private static Verification withinWindow(
            Verification verification, Timestamp timestamp, ReceivedWebhook webhook, Instant receivedAt) {
        @Nullable String text = webhook.header(timestamp.header());
        if (text == null) {
            return new Rejected(Rejection.PROOF_MISSING);
        }
        Optional<Instant> signedAt = timestamp.inMillis() ? TimeWindow.millis(text) : TimeWindow.seconds(text);
        return signedAt.isEmpty()
                ? new Rejected(Rejection.PROOF_MALFORMED)
                : TimeWindow.applied(verification, signedAt.get(), timestamp.tolerance(), receivedAt);
    }

    private static String written(byte[] digest, Encoding encoding) {
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(digest);
            case BASE64 -> Base64.getEncoder().encodeToString(digest);
        };
    }

    private static byte @Nullable [] bytes(Part part, ReceivedWebhook webhook) {
        @Nullable
        String text = switch (part) {
            case Body() -> null;
            case Text(String literal) -> literal;
            case Header(String name) -> webhook.header(name);
            case Query(String name) -> webhook.query().get(name);
        };
        if (part instanceof Body) {
            return webhook.body();
        }
        return text == null ? null : text.getBytes(UTF_8);
    }

    // Without its prefix it is not what the platform sends, and counts as nothing.
    private static @Nullable String presented(ReceivedWebhook webhook, Place place, String prefix)
            throws UnreadablePayload {
        @Nullable
        String text = switch (place) {
            case Header(String name) -> webhook.header(name);
            case Query(String name) -> webhook.query().get(name);
            case Field(List<String> path) -> field(webhook.json(), path);
        };
        return text == null || !text.startsWith(prefix) ? null : text.substring(prefix.length());
    }

    private static @Nullable String field(JsonPayload body, List<String> path) {
        JsonPayload object = body;
        for (String name : path.subList(0, path.size() - 1)) {
            object = object.at(name);
        }
        return object.text(path.getLast());
    }
}
