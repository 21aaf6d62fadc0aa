package dev.correnteza.gateways.pushinpay;

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

/** PushinPay's webhooks. */
public final class PushinPayAdapter implements GatewayAdapter {
    static final Gateway PUSHINPAY = new Gateway("pushinpay");

    @Override
    public Gateway gateway() {
        return PUSHINPAY;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return PushinPayVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(
                List.of(PushinPayNormalizer.normalize(webhook.received().jsonOrForm(), source)));
    }
}
