package dev.correnteza.events.secret;

import dev.correnteza.events.SecretKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts secrets of gateway accounts with AES-256-GCM. A ciphertext is bound to its place (account, secret, kind):
 * moved to another it does not decrypt.
 */
public final class SecretCipher {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys;
    private final String currentKeyId;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keys 32-byte keys by their id, past ones too
     * @param currentKeyId id of the key that encrypts
     * @throws IllegalArgumentException when a key has another length or the current one is missing
     */
    public SecretCipher(Map<String, byte[]> keys, String currentKeyId) {
        if (!keys.containsKey(currentKeyId)) {
            throw new IllegalArgumentException(
                    "currentKeyId: " + currentKeyId + " (expected: the id of a configured key)");
        }
        keys.forEach((id, key) -> {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "key " + id + ": " + key.length + " bytes (expected: " + KEY_BYTES + ")");
            }
        });
        this.keys = keys.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new SecretKeySpec(entry.getValue(), "AES")));
        this.currentKeyId = currentKeyId;
    }

    /** Where a secret belongs: a ciphertext that is moved to another account, secret or kind does not decrypt. */
    public static String place(String accountId, String secretId, SecretKind kind) {
        // With its length in front, no part can run into the next.
        return accountId.length() + ":" + accountId + "/" + secretId + "/" + kind;
    }

    /** Id of the key that {@link #encrypt} uses; stored beside the ciphertext. */
    public String currentKeyId() {
        return currentKeyId;
    }

    /** @return 12 bytes of nonce, then ciphertext and tag */
    public byte[] encrypt(String secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, currentKeyId, nonce, place);
            byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
        }
    }

    /** @throws UnreadableSecret when the key is unknown, or the bytes were changed or belong to another place */
    public String decrypt(byte[] ciphertext, String keyId, String place) throws UnreadableSecret {
        if (!keys.containsKey(keyId)) {
            throw new UnreadableSecret("encrypted with a key that is not configured");
        }
        if (ciphertext.length <= NONCE_BYTES) {
            throw new UnreadableSecret("ciphertext too short");
        }
        byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyId, nonce, place);
            byte[] plain = cipher.doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecret("ciphertext does not belong to this key and place", e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
