package dev.correnteza.gateways.cakto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA256 of timestamp, point and body, in a header of versions: {@code v1=<hex>,v1=<hex>}. */
final class CaktoSignature {
    static final String HEADER = "x-cakto-signature";

    private static final String TIMESTAMP_HEADER = "x-cakto-timestamp";
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1=";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private CaktoSignature() {}

    static Verification verify(ReceivedWebhook webhook, String header, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String timestamp = webhook.header(TIMESTAMP_HEADER);
        byte[] signed = (timestamp + ".").getBytes(UTF_8);
        Verification verification = KeyedDigest.verify(
                webhook,
                timestamp == null ? List.of() : digests(header),
                secrets,
                receivedAt,
                secret -> HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, signed, webhook.body())));
        return verification instanceof Verified ? inTime(timestamp, receivedAt, verification) : verification;
    }

    // Any of the known version may be the right one; other versions are not for us.
    private static List<String> digests(String header) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .filter(part -> part.startsWith(VERSION))
                .map(part -> part.substring(VERSION.length()))
                .toList();
    }

    private static Verification inTime(@Nullable String timestamp, Instant receivedAt, Verification verified) {
        if (timestamp == null || !SECONDS.matcher(timestamp).matches()) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), receivedAt);
        return age.abs().compareTo(TOLERANCE) > 0 ? new Rejected(Rejection.OUTSIDE_TIME_WINDOW) : verified;
    }
}
