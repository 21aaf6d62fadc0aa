package dev.correnteza.ingest.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Comparing secrets of addresses: what is presented for an unknown account costs as much as for a known one. */
final class UrlSecret {
    private static final List<String> DECOY = List.of("a-secret-that-no-account-has-000000000000000");

    private UrlSecret() {}

    static boolean matchesAny(String presented, List<String> accepted) {
        byte[] candidate = presented.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (String secret : accepted.isEmpty() ? DECOY : accepted) {
            matches |= MessageDigest.isEqual(candidate, secret.getBytes(StandardCharsets.UTF_8));
        }
        return matches && !accepted.isEmpty();
    }

    static void compareWithDecoy(String presented) {
        matchesAny(presented, List.of());
    }
}
