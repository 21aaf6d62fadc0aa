package dev.correnteza.gateways.efi;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The value that the seller has put into the query of the registered address. */
final class EfiVerifier {
    private static final String PARAMETER = "hmac";
    private static final String APPENDED = "/" + EfiAdapter.PATH_SUFFIX;

    private EfiVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return UrlSecretVerifier.verify(
                webhook,
                secrets,
                receivedAt,
                () -> SharedToken.verify(webhook, value(webhook.query().get(PARAMETER)), secrets, receivedAt));
    }

    private static @Nullable String value(@Nullable String parameter) {
        return parameter != null && parameter.endsWith(APPENDED)
                ? parameter.substring(0, parameter.length() - APPENDED.length())
                : parameter;
    }
}
