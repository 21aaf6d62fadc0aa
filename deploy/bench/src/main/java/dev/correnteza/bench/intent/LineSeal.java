package dev.correnteza.bench.intent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs lines together with their numbers: one that is torn, foreign, missing or at another place is noticed. For one thread. */
final class LineSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final char SEPARATOR = '|';

    private final Mac mac;

    LineSeal(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The line with its signature, without an end of line. */
    String seal(long number, String text) {
        return text + SEPARATOR + signature(number, text);
    }

    /** @throws DamagedLog when this is not the line of that number as it was sealed */
    String open(long number, String sealed) throws DamagedLog {
        int end = sealed.lastIndexOf(SEPARATOR);
        String text = sealed.substring(0, Math.max(end, 0));
        byte[] expected = signature(number, text).getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, sealed.substring(end + 1).getBytes(UTF_8))) {
            throw new DamagedLog("line " + number + ": not as it was written (expected: signed by this run)");
        }
        return text;
    }

    private String signature(long number, String text) {
        byte[] code = mac.doFinal((number + " " + text).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }
}
