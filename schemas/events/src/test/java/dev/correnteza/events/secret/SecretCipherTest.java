package dev.correnteza.events.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.correnteza.events.SecretKind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretCipherTest {
    private static final String PLACE = SecretCipher.place("account-1", "s1", SecretKind.SIGNING);
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);

    private final SecretCipher cipher = new SecretCipher(Map.of("old", OLD, "new", NEW), "new");

    @Test
    void readsWhatItWrote() throws Exception {
        byte[] ciphertext = cipher.encrypt("ségredo 🔑", PLACE);

        assertThat(cipher.decrypt(ciphertext, "new", PLACE)).isEqualTo("ségredo 🔑");
        assertThat(cipher.currentKeyId()).isEqualTo("new");
    }

    // Written by Python's cryptography: AESGCM(key of bytes 01).encrypt(12 bytes 00, b"secret", b"place").
    @Test
    void readsWhatOthersWrote() throws Exception {
        byte[] ciphertext =
                HexFormat.of().parseHex("000000000000000000000000cc50fbae104fec9a684cfcc4c2fe8bae3a1001c5cf69");

        assertThat(cipher.decrypt(ciphertext, "old", "place")).isEqualTo("secret");
    }

    @Test
    void readsWithPastKeys() throws Exception {
        byte[] ciphertext = new SecretCipher(Map.of("old", OLD), "old").encrypt("secret", PLACE);

        assertThat(cipher.decrypt(ciphertext, "old", PLACE)).isEqualTo("secret");
    }

    @Test
    void neverWritesTheSameTwice() {
        assertThat(cipher.encrypt("secret", PLACE)).isNotEqualTo(cipher.encrypt("secret", PLACE));
    }

    @Test
    void refusesAnotherPlaceKeyOrAnyChangedByte() {
        byte[] ciphertext = cipher.encrypt("secret", PLACE);

        unreadable(ciphertext, "new", SecretCipher.place("account-2", "s1", SecretKind.SIGNING));
        unreadable(ciphertext, "new", SecretCipher.place("account-1", "s2", SecretKind.SIGNING));
        unreadable(ciphertext, "new", SecretCipher.place("account-1", "s1", SecretKind.URL));
        unreadable(ciphertext, "old", PLACE);
        unreadable(ciphertext, "never", PLACE);
        for (int i = 0; i < ciphertext.length; i++) {
            byte[] changed = ciphertext.clone();
            changed[i] ^= 1;
            unreadable(changed, "new", PLACE);
            unreadable(Arrays.copyOf(ciphertext, i), "new", PLACE);
        }
    }

    @Test
    void tellsPlacesApartWhateverStandsInTheIds() {
        assertThat(SecretCipher.place("a/b", "c", SecretKind.URL))
                .isNotEqualTo(SecretCipher.place("a", "b/c", SecretKind.URL));
    }

    @Test
    void refusesKeysThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretCipher(Map.of("k", new byte[16]), "k"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretCipher(Map.of("k", OLD), "other"));
    }

    private void unreadable(byte[] ciphertext, String keyId, String place) {
        assertThatExceptionOfType(UnreadableSecret.class).isThrownBy(() -> cipher.decrypt(ciphertext, keyId, place));
    }

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
