package dev.correnteza.gateways.pushinpay;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import java.time.Instant;

/** The custom header of the panel. */
final class PushinPayVerifier {
    private static final String HEADER = "x-pushinpay-token";

    private PushinPayVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return UrlSecretVerifier.verify(
                webhook,
                secrets,
                receivedAt,
                () -> SharedToken.verify(webhook, webhook.header(HEADER), secrets, receivedAt));
    }
}
