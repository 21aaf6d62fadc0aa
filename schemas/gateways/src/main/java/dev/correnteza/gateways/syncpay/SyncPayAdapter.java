package dev.correnteza.gateways.syncpay;

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

/** SyncPay's webhooks. */
public final class SyncPayAdapter implements GatewayAdapter {
    static final Gateway SYNCPAY = new Gateway("syncpay");

    @Override
    public Gateway gateway() {
        return SYNCPAY;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> headersRead() {
        return Set.of(SyncPayEvent.HEADER);
    }

    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return SyncPayVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(List.of(SyncPayNormalizer.normalize(
                webhook.received().header(SyncPayEvent.HEADER),
                webhook.received().json(),
                source)));
    }
}
