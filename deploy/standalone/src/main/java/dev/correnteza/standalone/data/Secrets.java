package dev.correnteza.standalone.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Secrets of one stack, made at its first start and the same ever after. There is no default for any of them.
 *
 * @param apiKey of the demo tenant, for all services
 * @param accountKey AES-256 key in base64 that secrets of gateway accounts are encrypted with
 * @param pixelToken access token of the demo pixel at the simulated Conversions API
 * @param hotmartClientId of the demo account at the simulated Hotmart
 * @param hotmartClientSecret of the demo account at the simulated Hotmart
 * @param pushinpayToken of the demo account at the simulated PushinPay
 * @param efiClientSecret of the demo account at the simulated EFI
 */
public record Secrets(
        String apiKey,
        String accountKey,
        String pixelToken,
        String hotmartClientId,
        String hotmartClientSecret,
        String pushinpayToken,
        String efiClientSecret) {
    /** Of the demo account at the simulated EFI; no secret. */
    public static final String EFI_CLIENT_ID = "Client_Id_demo";

    /** Pix key of the demo account at the simulated EFI; no secret. */
    public static final String EFI_PIX_KEY = "00000000-0000-4000-8000-0000000000e1";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int TOKEN_BYTES = 24;
    private static final int KEY_ID_DIGITS = 8;

    /** Reads them, and makes those that are missing. */
    public static Secrets readOrMake(StackDirectory directory) throws IOException {
        Path files = directory.secrets();
        return new Secrets(
                secret(files.resolve("api-key"), () -> "ck_" + token()),
                secret(files.resolve("account-key"), () -> Base64.getEncoder().encodeToString(random(KEY_BYTES))),
                secret(files.resolve("pixel-token"), Secrets::token),
                secret(files.resolve("hotmart-client-id"), Secrets::token),
                secret(files.resolve("hotmart-client-secret"), Secrets::token),
                secret(files.resolve("pushinpay-token"), () -> "1|" + token()),
                secret(files.resolve("efi-client-secret"), Secrets::token));
    }

    private static String secret(Path file, Supplier<String> fresh) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnly.write(file, fresh.get());
        }
        return Files.readString(file).strip();
    }

    private static String token() {
        return HexFormat.of().formatHex(random(TOKEN_BYTES));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Tells account keys apart without telling them. */
    public String accountKeyId() {
        return "key-" + sha256(accountKey).substring(0, KEY_ID_DIGITS);
    }

    /** What services keep in place of the key, in hexadecimal. */
    public String apiKeySha256() {
        return sha256(apiKey);
    }

    /** What follows {@code Basic } in a token request to Hotmart. */
    public String hotmartBasic() {
        return Base64.getEncoder()
                .encodeToString((hotmartClientId + ":" + hotmartClientSecret).getBytes(StandardCharsets.UTF_8));
    }

    /** What the demo account at EFI proves itself with. */
    public String efiCredentials() {
        return EFI_CLIENT_ID + ":" + efiClientSecret;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secrets[***]";
    }
}
