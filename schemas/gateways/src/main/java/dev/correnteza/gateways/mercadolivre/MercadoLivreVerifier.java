package dev.correnteza.gateways.mercadolivre;

import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address, and the names of application and seller where the account knows them. */
final class MercadoLivreVerifier {
    /** Setting by field. */
    static final Map<String, String> NAMES = Map.of("application_id", "application-id", "user_id", "user-id");

    private MercadoLivreVerifier() {}

    static Verification verify(ReceivedWebhook webhook, Instant receivedAt) {
        Map<String, String> settings = webhook.account().settings();
        if (NAMES.values().stream().noneMatch(settings::containsKey)) {
            return UrlSecretVerifier.verify(webhook, receivedAt);
        }
        try {
            return isForUs(webhook.json(), settings)
                    ? UrlSecretVerifier.verify(webhook, receivedAt)
                    : new Rejected(Rejection.PROOF_WRONG);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }

    private static boolean isForUs(JsonPayload notification, Map<String, String> settings) {
        return NAMES.entrySet().stream().allMatch(name -> {
            @Nullable String expected = settings.get(name.getValue());
            return expected == null || expected.equals(notification.text(name.getKey()));
        });
    }
}
