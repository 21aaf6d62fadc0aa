package dev.correnteza.gateways.woovi;

import dev.correnteza.gateways.Account;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The key that Woovi signs the webhooks of all its customers with. */
final class WooviPublicKey {
    static final String SETTING = "public-key";

    /** Of production, as documented: its identifier there, SHA-256 of its bytes, begins with 9dce6187. */
    private static final String PRODUCTION = """
            -----BEGIN PUBLIC KEY-----
            MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC/+NtIkjzevvqD+I3MMv3bLXDt
            pvxBjY4BsRrSdca3rtAwMcRYYvxSnd7jagVLpctMiOxQO8ieUCKLSWHpsMAjO/zZ
            WMKbqoG8MNpi/u3fp6zz0mcHCOSqYsPUUG19buW8bis5ZZ2IZgBObWSpTvJ0cnj6
            HKBAA82Jln+lGwS1MwIDAQAB
            -----END PUBLIC KEY-----
            """;

    private static final String PEM_BEGIN = "-----BEGIN";
    private static final String PEM_LINE = "-----[A-Z ]+-----";

    private WooviPublicKey() {}

    /** The account's, in PEM with or without another base64 around it, else that of production; empty where it cannot be read. */
    static Optional<PublicKey> of(Account account) {
        String text = account.settings().getOrDefault(SETTING, PRODUCTION).strip();
        try {
            Base64.Decoder decoder = Base64.getMimeDecoder();
            String pem = text.startsWith(PEM_BEGIN) ? text : new String(decoder.decode(text), StandardCharsets.UTF_8);
            byte[] der = decoder.decode(pem.replaceAll(PEM_LINE, ""));
            return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether the signature is one of the bytes; false as well for what is no signature at all. */
    static boolean verifies(PublicKey key, byte[] signature, byte[] bytes) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
