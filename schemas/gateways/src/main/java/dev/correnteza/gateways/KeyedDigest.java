package dev.correnteza.gateways;

import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verification by a digest that the gateway computes with the account's secret. */
public final class KeyedDigest {
    private KeyedDigest() {}

    /**
     * Compares in constant time, for every accepted secret.
     *
     * @param presented the digests that came along, any of which may be the right one; texts as sent, compared as texts, so that no
     *     second spelling of a digest passes
     * @param expected makes the digest for a secret, spelled as the gateway spells it
     */
    public static Verification verify(
            ReceivedWebhook webhook,
            List<String> presented,
            AccountSecrets secrets,
            Instant receivedAt,
            UnaryOperator<String> expected) {
        var accepted = secrets.acceptedAt(receivedAt);
        if (accepted.isEmpty()) {
            return new Rejected(Rejection.NO_SECRET_CONFIGURED);
        }
        if (presented.stream().allMatch(String::isBlank)) {
            return new Rejected(Rejection.PROOF_MISSING);
        }
        boolean matches = false;
        for (String secret : accepted) {
            byte[] digest = expected.apply(secret).getBytes(StandardCharsets.UTF_8);
            for (String candidate : presented) {
                matches |= MessageDigest.isEqual(candidate.getBytes(StandardCharsets.UTF_8), digest);
            }
        }
        return matches ? new Verified(new VerifiedWebhook(webhook, receivedAt)) : new Rejected(Rejection.PROOF_WRONG);
    }

    /**
     * HMAC of the parts, one after the other.
     *
     * @param algorithm name of the JDK, such as HmacSHA256
     * @param key not empty
     */
    public static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #hmac(String, byte[], byte[]...)}, with the text of the secret, in UTF-8, for the key. */
    public static byte[] hmac(String algorithm, String secret, byte[]... parts) {
        return hmac(algorithm, secret.getBytes(StandardCharsets.UTF_8), parts);
    }
}
