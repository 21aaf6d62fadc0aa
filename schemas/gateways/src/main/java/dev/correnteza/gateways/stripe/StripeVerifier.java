package dev.correnteza.gateways.stripe;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The signature of time and body, once per secret that the endpoint has. */
final class StripeVerifier {
    private static final String HEADER = "stripe-signature";
    private static final String TIME = "t=";
    private static final String SIGNATURE = "v1=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");

    private StripeVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        List<String> times = values(header, TIME);
        List<String> signatures = values(header, SIGNATURE);
        boolean blank = header == null || header.isBlank();
        boolean malformed = times.size() != 1
                || !SECONDS.matcher(times.getFirst()).matches()
                || signatures.stream().allMatch(String::isBlank);
        if (!blank && malformed) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        String time = blank ? "" : times.getFirst();
        Verification signed = KeyedDigest.verify(
                webhook, signatures, secrets, receivedAt, secret -> signature(secret, time, webhook.body()));
        return signed instanceof Verified && !isNear(time, receivedAt)
                ? new Rejected(Rejection.OUTSIDE_TIME_WINDOW)
                : signed;
    }

    private static List<String> values(@Nullable String header, String key) {
        List<String> values = new ArrayList<>();
        for (String element : header == null ? new String[0] : header.split(",", -1)) {
            if (element.startsWith(key)) {
                values.add(element.substring(key.length()));
            }
        }
        return values;
    }

    private static String signature(String secret, String time, byte[] body) {
        byte[] prefix = (time + ".").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, prefix, body));
    }

    private static boolean isNear(String time, Instant receivedAt) {
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), receivedAt);
        return age.abs().compareTo(TOLERANCE) <= 0;
    }
}
