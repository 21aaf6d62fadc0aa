package dev.correnteza.gateways.braip;

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

/** Braip's webhooks. */
public final class BraipAdapter implements GatewayAdapter {
    static final Gateway BRAIP = new Gateway("braip");

    @Override
    public Gateway gateway() {
        return BRAIP;
    }

    @Override
    public int version() {
        return 1;
    }

    // Braip has subscriptions; how it tells of them is not known.
    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return BraipVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(
                List.of(BraipNormalizer.normalize(webhook.received().json(), source)));
    }
}
