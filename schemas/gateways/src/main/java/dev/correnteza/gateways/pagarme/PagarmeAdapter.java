package dev.correnteza.gateways.pagarme;

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

/** Pagar.me's webhooks, of version 5 of its API. */
public final class PagarmeAdapter implements GatewayAdapter {
    static final Gateway PAGARME = new Gateway("pagarme");

    @Override
    public Gateway gateway() {
        return PAGARME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> settingsRead() {
        return Set.of(PagarmeVerifier.ACCOUNT);
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return PagarmeVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return PagarmeNormalizer.normalize(webhook.received().json(), source);
    }
}
