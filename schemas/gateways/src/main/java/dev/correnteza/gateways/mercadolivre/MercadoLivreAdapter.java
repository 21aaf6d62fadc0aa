package dev.correnteza.gateways.mercadolivre;

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
import java.util.Set;

/** Mercado Livre's notifications. */
public final class MercadoLivreAdapter implements GatewayAdapter {
    static final Gateway MERCADOLIVRE = new Gateway("mercadolivre");

    @Override
    public Gateway gateway() {
        return MERCADOLIVRE;
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
    public Set<String> settingsRead() {
        return Set.copyOf(MercadoLivreVerifier.NAMES.values());
    }

    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return MercadoLivreVerifier.verify(webhook, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return MercadoLivreNormalizer.normalize(webhook.received().json(), source);
    }
}
