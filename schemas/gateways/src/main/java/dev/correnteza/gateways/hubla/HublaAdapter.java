package dev.correnteza.gateways.hubla;

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
import java.util.Set;

/** Hubla's webhooks. */
public final class HublaAdapter implements GatewayAdapter {
    static final Gateway HUBLA = new Gateway("hubla");

    @Override
    public Gateway gateway() {
        return HUBLA;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> headersRead() {
        return Set.of(HublaDelivery.SANDBOX, HublaDelivery.ID);
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return HublaVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        HublaDelivery delivery = HublaDelivery.of(webhook.received());
        return new Understood(
                List.of(HublaNormalizer.normalize(delivery, webhook.received().json(), source)));
    }
}
