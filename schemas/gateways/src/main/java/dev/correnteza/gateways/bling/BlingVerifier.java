package dev.correnteza.gateways.bling;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signature of the body, with the name of its digest in front. */
final class BlingVerifier {
    private static final String HEADER = "x-bling-signature-256";
    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";

    private BlingVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        List<String> presented = header == null ? List.of() : List.of(header.strip());
        return KeyedDigest.verify(
                webhook,
                presented,
                secrets,
                receivedAt,
                secret -> PREFIX + HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, webhook.body())));
    }
}
