package dev.correnteza.gateways;

import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verification by a token that the gateway sends along unchanged: it proves the sender and binds nothing of the body. */
public final class SharedToken {
    private SharedToken() {}

    /**
     * Compares in constant time with every accepted secret.
     *
     * @param presented what came along; {@code null} or blank where nothing did
     */
    public static Verification verify(
            ReceivedWebhook webhook, @Nullable String presented, AccountSecrets secrets, Instant receivedAt) {
        var accepted = secrets.acceptedAt(receivedAt);
        if (accepted.isEmpty()) {
            return new Rejected(Rejection.NO_SECRET_CONFIGURED);
        }
        if (presented == null || presented.isBlank()) {
            return new Rejected(Rejection.PROOF_MISSING);
        }
        byte[] candidate = presented.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (String secret : accepted) {
            // No early exit: how many secrets there are and which one matched is nobody's business.
            matches |= MessageDigest.isEqual(candidate, secret.getBytes(StandardCharsets.UTF_8));
        }
        return matches ? new Verified(new VerifiedWebhook(webhook, receivedAt)) : new Rejected(Rejection.PROOF_WRONG);
    }
}
