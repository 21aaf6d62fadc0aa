package dev.correnteza.gateways.woovi;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account's secret, as the key of a digest or as a fixed header; Woovi's own signature where the account has none. */
final class WooviVerifier {
    private static final String DIGEST = "x-openpix-signature";
    private static final String FIXED = "authorization";
    private static final String SIGNATURE = "x-webhook-signature";

    private WooviVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return secrets.secrets().isEmpty()
                ? verifySignature(webhook, receivedAt)
                : verifySecret(webhook, secrets, receivedAt);
    }

    // Every webhook has a digest; where the secret is the fixed header, the digest was made with one we do not know.
    private static Verification verifySecret(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String digest = webhook.header(DIGEST);
        Verification byDigest = KeyedDigest.verify(
                webhook,
                digest == null ? List.of() : List.of(digest),
                secrets,
                receivedAt,
                secret -> Base64.getEncoder().encodeToString(KeyedDigest.hmac("HmacSHA1", secret, webhook.body())));
        if (byDigest instanceof Verified) {
            return byDigest;
        }
        Verification byHeader = SharedToken.verify(webhook, webhook.header(FIXED), secrets, receivedAt);
        return byHeader.equals(new Rejected(Rejection.PROOF_MISSING)) ? byDigest : byHeader;
    }

    private static Verification verifySignature(ReceivedWebhook webhook, Instant receivedAt) {
        @Nullable String header = webhook.header(SIGNATURE);
        Optional<PublicKey> key = WooviPublicKey.of(webhook.account());
        if (header == null || header.isBlank() || key.isEmpty()) {
            return new Rejected(Rejection.NO_SECRET_CONFIGURED);
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(header.strip());
        } catch (IllegalArgumentException e) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        return WooviPublicKey.verifies(key.get(), signature, webhook.body())
                ? new Verified(new VerifiedWebhook(webhook, receivedAt))
                : new Rejected(Rejection.PROOF_WRONG);
    }
}
