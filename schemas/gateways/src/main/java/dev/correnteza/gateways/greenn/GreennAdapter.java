package dev.correnteza.gateways.greenn;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;

/** Greenn's webhooks. */
public final class GreennAdapter implements GatewayAdapter {
    static final Gateway GREENN = new Gateway("greenn");

    @Override
    public Gateway gateway() {
        return GREENN;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean hasSigningSecret() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return GreennVerifier.verify(webhook, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(
                List.of(GreennNormalizer.normalize(webhook.received().json(), source)));
    }
}
