package dev.correnteza.gateways.kirvano;

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

/** Kirvano's webhooks. */
public final class KirvanoAdapter implements GatewayAdapter {
    static final Gateway KIRVANO = new Gateway("kirvano");

    @Override
    public Gateway gateway() {
        return KIRVANO;
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
        return KirvanoVerifier.verify(webhook, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(KirvanoNormalizer.normalize(webhook.received().json(), source));
    }
}
