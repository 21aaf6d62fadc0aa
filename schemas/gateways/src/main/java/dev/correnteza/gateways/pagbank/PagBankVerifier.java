package dev.correnteza.gateways.pagbank;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain digest of the account's token and the body. */
final class PagBankVerifier {
    private static final String HEADER = "x-authenticity-token";
    private static final String BETWEEN = "-";

    private PagBankVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String digest = webhook.header(HEADER);
        return UrlSecretVerifier.verify(
                webhook,
                secrets,
                receivedAt,
                () -> KeyedDigest.verify(
                        webhook,
                        digest == null ? List.of() : List.of(digest),
                        secrets,
                        receivedAt,
                        token -> digest(token, webhook.body())));
    }

    private static String digest(String token, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((token + BETWEEN).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
