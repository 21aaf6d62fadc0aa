package dev.correnteza.gateways.bling;

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

/** Bling's webhooks. */
public final class BlingAdapter implements GatewayAdapter {
    static final Gateway BLING = new Gateway("bling");

    @Override
    public Gateway gateway() {
        return BLING;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return BlingVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return BlingNormalizer.normalize(webhook.received().json(), source);
    }
}
