package dev.correnteza.processor.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One entry of a tenant's chain.
 *
 * @param sequence counted from 1, without gaps
 * @param at when it was written down, to a microsecond
 * @param keyId of the caller's API key
 * @param action what was done, such as {@code account.disabled}
 * @param target id of what it was done to
 * @param details a JSON object as text, without secrets and personal data
 * @param previousHash hash of the entry before; zeros for the first
 * @param hash of this one
 */
record AuditEntry(
        String tenantId,
        long sequence,
        Instant at,
        String keyId,
        String action,
        String target,
        String details,
        byte[] previousHash,
        byte[] hash) {
    private static final int HASH_BYTES = 32;

    static byte[] genesis() {
        return new byte[HASH_BYTES];
    }

    /** The entry after the one that has this hash. */
    static AuditEntry after(
            byte[] previousHash,
            String tenantId,
            long sequence,
            Instant at,
            String keyId,
            String action,
            String target,
            String details) {
        byte[] hash = hash(previousHash, tenantId, sequence, at, keyId, action, target, details);
        return new AuditEntry(tenantId, sequence, at, keyId, action, target, details, previousHash, hash);
    }

    /** Whether its hash is the one of what it says. */
    boolean isWhole() {
        return MessageDigest.isEqual(hash, hash(previousHash, tenantId, sequence, at, keyId, action, target, details));
    }

    // Each text after its length: no two entries are written alike.
    private static byte[] hash(
            byte[] previousHash,
            String tenantId,
            long sequence,
            Instant at,
            String keyId,
            String action,
            String target,
            String details) {
        MessageDigest digest = sha256();
        digest.update(previousHash);
        digest.update(ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(sequence)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .flip());
        for (String text : List.of(tenantId, keyId, action, target, details)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
