package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Standard Webhooks specification, version 1.0.0: its symmetric signatures, {@code v1}. */
final class StandardWebhooksVerifier {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";
    private static final String SECRET_PREFIX = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private StandardWebhooksVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        // A secret of another form is none that this platform signs with.
        AccountSecrets usable = new AccountSecrets(secrets.secrets().stream()
                .filter(secret -> key(secret.value()).isPresent())
                .toList());
        if (usable.acceptedAt(receivedAt).isEmpty()) {
            return new Rejected(Rejection.NO_SECRET_CONFIGURED);
        }
        @Nullable String id = webhook.header(ID);
        @Nullable String timestamp = webhook.header(TIMESTAMP);
        @Nullable String signature = webhook.header(SIGNATURE);
        if (id == null || timestamp == null || signature == null || signature.isBlank()) {
            return new Rejected(Rejection.PROOF_MISSING);
        }
        Optional<Instant> signedAt = TimeWindow.seconds(timestamp);
        List<String> signatures = Stream.of(signature.split(" "))
                .filter(one -> one.startsWith(VERSION))
                .map(one -> one.substring(VERSION.length()))
                .toList();
        if (signedAt.isEmpty() || signatures.isEmpty()) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        byte[] before = (id + "." + timestamp + ".").getBytes(UTF_8);
        Verification verification = KeyedDigest.verify(
                webhook, signatures, usable, receivedAt, secret -> digest(secret, before, webhook.body()));
        return TimeWindow.applied(verification, signedAt.get(), TOLERANCE, receivedAt);
    }

    private static String digest(String secret, byte[] before, byte[] body) {
        return Base64.getEncoder()
                .encodeToString(KeyedDigest.hmac(ALGORITHM, key(secret).orElseThrow(), before, body));
    }

    private static Optional<byte[]> key(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
