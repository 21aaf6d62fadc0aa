package dev.correnteza.gateways.syncpay;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bearer token of a registered webhook. */
final class SyncPayVerifier {
    private static final String HEADER = "authorization";
    private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?: +(.*))?");

    private SyncPayVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return UrlSecretVerifier.verify(webhook, secrets, receivedAt, () -> verifyBearer(webhook, secrets, receivedAt));
    }

    private static Verification verifyBearer(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        if (header == null || header.isBlank()) {
            return SharedToken.verify(webhook, null, secrets, receivedAt);
        }
        Matcher bearer = BEARER.matcher(header.strip());
        return bearer.matches()
                ? SharedToken.verify(webhook, bearer.group(1), secrets, receivedAt)
                : new Rejected(Rejection.PROOF_MALFORMED);
    }
}
