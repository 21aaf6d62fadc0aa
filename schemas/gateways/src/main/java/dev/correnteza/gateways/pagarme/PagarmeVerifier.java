package dev.correnteza.gateways.pagarme;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.KeyedDigest;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Basic authentication of the webhook, where the panel has one; and the account's id, where the account knows it. */
final class PagarmeVerifier {
    private static final String HEADER = "authorization";
    /** Setting: the id of the account at the gateway. */
    static final String ACCOUNT = "pagarme-account";

    private static final Pattern BASIC = Pattern.compile("(?i:basic)(?: +(.*))?");

    private PagarmeVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        Verification proved =
                UrlSecretVerifier.verify(webhook, secrets, receivedAt, () -> verifyBasic(webhook, secrets, receivedAt));
        @Nullable String account = webhook.account().settings().get(ACCOUNT);
        return proved instanceof Verified && account != null ? verifyAccount(webhook, account, proved) : proved;
    }

    private static Verification verifyBasic(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        @Nullable String header = webhook.header(HEADER);
        Matcher basic = BASIC.matcher(header == null ? "" : header.strip());
        boolean blank = header == null || header.isBlank();
        if (!blank && !basic.matches()) {
            return new Rejected(Rejection.PROOF_MALFORMED);
        }
        @Nullable String credentials = blank ? null : basic.group(1);
        return KeyedDigest.verify(
                webhook,
                credentials == null ? List.of() : List.of(credentials),
                secrets,
                receivedAt,
                secret -> Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verification verifyAccount(ReceivedWebhook webhook, String account, Verification proved) {
        try {
            return account.equals(webhook.json().at("account").text("id"))
                    ? proved
                    : new Rejected(Rejection.PROOF_WRONG);
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
