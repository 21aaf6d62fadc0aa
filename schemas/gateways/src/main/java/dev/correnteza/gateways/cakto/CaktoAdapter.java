package dev.correnteza.gateways.cakto;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;

/** Cakto's webhooks. */
public final class CaktoAdapter implements GatewayAdapter {
    static final Gateway CAKTO = new Gateway("cakto");

    @Override
    public Gateway gateway() {
        return CAKTO;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return CaktoVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return CaktoNormalizer.normalize(webhook.received().json(), source);
    }
}
