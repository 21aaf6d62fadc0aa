package dev.correnteza.gateways.kiwify;

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

/** Kiwify's webhooks. */
public final class KiwifyAdapter implements GatewayAdapter {
    static final Gateway KIWIFY = new Gateway("kiwify");

    @Override
    public Gateway gateway() {
        return KIWIFY;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return KiwifyVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(KiwifyNormalizer.normalize(
                KiwifyEnvelope.open(webhook.received().json()), source));
    }
}
