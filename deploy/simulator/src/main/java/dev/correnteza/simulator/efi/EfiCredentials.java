package dev.correnteza.simulator.efi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An API application of an account.
 *
 * @param pixKey the account's only Pix key
 */
public record EfiCredentials(String clientId, String clientSecret, String pixKey) {
    /** What follows {@code Basic } in a token request. */
    String basic() {
        return Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "EfiCredentials[***]";
    }
}
