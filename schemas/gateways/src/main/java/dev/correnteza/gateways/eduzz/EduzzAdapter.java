package dev.correnteza.gateways.eduzz;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;

/** Eduzz's webhooks. */
public final class EduzzAdapter implements GatewayAdapter {
    static final Gateway EDUZZ = new Gateway("eduzz");

    @Override
    public Gateway gateway() {
        return EDUZZ;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return EduzzVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        JsonPayload body = webhook.received().jsonOrForm();
        return new Understood(List.of(
                EduzzGeneration.isLegacy(body)
                        ? EduzzLegacyNormalizer.normalize(body, source)
                        : EduzzNormalizer.normalize(body, source)));
    }
}
