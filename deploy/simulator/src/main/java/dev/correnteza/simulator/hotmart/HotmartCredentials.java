package dev.correnteza.simulator.hotmart;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An API application. */
public record HotmartCredentials(String clientId, String clientSecret) {
    /** What the sandbox takes when nobody says otherwise; no secret of anybody. */
    public static final HotmartCredentials SANDBOX =
            new HotmartCredentials("00000000-0000-4000-8000-00000000c1d0", "sandbox-client-secret");

    /** What follows {@code Basic } in a token request. */
    public String basic() {
        return Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    }
}
