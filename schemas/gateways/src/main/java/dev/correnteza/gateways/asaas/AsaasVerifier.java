package dev.correnteza.gateways.asaas;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import java.time.Instant;

/** The token of the webhook. */
final class AsaasVerifier {
    private static final String HEADER = "asaas-access-token";

    private AsaasVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return SharedToken.verify(webhook, webhook.header(HEADER), secrets, receivedAt);
    }
}
