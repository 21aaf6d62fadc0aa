package dev.correnteza.processor.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a key. One round of SHA-256 is enough: a key is 32 random bytes, which no list of guesses holds. Slow hashes are for
 * passwords, and would be paid with each request.
 */
final class KeyHash {
    private KeyHash() {}

    static byte[] of(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
