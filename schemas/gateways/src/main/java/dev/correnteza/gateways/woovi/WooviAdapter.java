package dev.correnteza.gateways.woovi;

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

/** Woovi's webhooks. */
public final class WooviAdapter implements GatewayAdapter {
    static final Gateway WOOVI = new Gateway("woovi");

    @Override
    public Gateway gateway() {
        return WOOVI;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> settingsRead() {
        return Set.of(WooviPublicKey.SETTING);
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return WooviVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(
                List.of(WooviNormalizer.normalize(webhook.received().json(), source)));
    }
}
