package dev.correnteza.gateways.monetizze;

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

/** Monetizze's webhooks. */
public final class MonetizzeAdapter implements GatewayAdapter {
    static final Gateway MONETIZZE = new Gateway("monetizze");

    @Override
    public Gateway gateway() {
        return MONETIZZE;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return MonetizzeVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(List.of(MonetizzeNormalizer.normalize(
                MonetizzePost.open(webhook.received().jsonOrForm()), source)));
    }
}
