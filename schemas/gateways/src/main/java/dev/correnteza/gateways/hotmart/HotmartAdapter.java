package dev.correnteza.gateways.hotmart;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;

/** Hotmart's webhooks. */
public final class HotmartAdapter implements GatewayAdapter {
    static final Gateway HOTMART = new Gateway("hotmart");

    @Override
    public Gateway gateway() {
        return HOTMART;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return HotmartVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        JsonPayload payload = webhook.received().jsonOrForm();
        return new Understood(List.of(
                HotmartVersion.isCurrent(payload)
                        ? HotmartNormalizer.normalize(payload, source)
                        : HotmartLegacyNormalizer.normalize(payload, source)));
    }
}
