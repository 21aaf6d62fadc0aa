package dev.correnteza.gateways.mercadopago;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
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

/** The signature of the id in the query, the request's id and the time; or the address, where the account says so. */
final class MercadoPagoVerifier {
    private static final String HEADER = "x-signature";
    private static final String REQUEST_ID = "x-request-id";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration PAST = Duration.ofDays(5);
    private static final Duration FUTURE = Duration.ofMinutes(5);
    private static final long LATEST_SECONDS = 99_999_999_999L;
    private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,15}");

    // Marks of the signed text would let one part pass for two.
    private static final Pattern SIGNABLE = Pattern.compile("[A-Za-z0-9_.\\-]{0,200}");

    private MercadoPagoVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return UrlSecretVerifier.verify(webhook, secrets, receivedAt, () -> verifySigned(webhook, secrets, receivedAt));
    }

    private static Verification verifySigned(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        boolean blank = header == null || header.isBlank();
        List<String> times = values(header, "ts");
        List<String> signatures = values(header, "v1");
        String id = absentIsEmpty(webhook.query().get(MercadoPagoPointer.SIGNED_ID));
        String requestId = absentIsEmpty(webhook.header(REQUEST_ID));
        boolean wellFormed = times.size() == 1
                && TIME.matcher(times.getFirst()).matches()
                && signatures.size() == 1
                && !signatures.getFirst().isEmpty()
                && SIGNABLE.matcher(id).matches()
                && SIGNABLE.matcher(requestId).matches();
        if (!blank && !wellFormed) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        String time = blank ? "" : times.getFirst();
        byte[] text = signedText(id, requestId, time).getBytes(StandardCharsets.UTF_8);
        Verification signed = KeyedDigest.verify(
                webhook,
                signatures,
                secrets,
                receivedAt,
                secret -> HexFormat.of().formatHex(KeyedDigest.hmac(ALGORITHM, secret, text)));
        return signed instanceof Verified && !isNear(time, receivedAt)
                ? new Rejected(Rejection.OUTSIDE_TIME_WINDOW)
                : signed;
    }

    private static String signedText(String id, String requestId, String time) {
        return (id.isEmpty() ? "" : "id:" + MercadoPagoPointer.asSigned(id) + ";")
                + (requestId.isEmpty() ? "" : "request-id:" + requestId + ";")
                + "ts:" + time + ";";
    }

    private static List<String> values(@Nullable String header, String key) {
        List<String> values = new ArrayList<>();
        for (String element : header == null ? new String[0] : header.split(",", -1)) {
            int equals = element.indexOf('=');
            if (equals > 0 && element.substring(0, equals).strip().equals(key)) {
                values.add(element.substring(equals + 1).strip());
            }
        }
        return values;
    }

    private static boolean isNear(String time, Instant receivedAt) {
        long number = Long.parseLong(time);
        Instant signedAt = number > LATEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        return !signedAt.isBefore(receivedAt.minus(PAST)) && !signedAt.isAfter(receivedAt.plus(FUTURE));
    }

    private static String absentIsEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
