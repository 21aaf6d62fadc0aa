package dev.correnteza.gateways.mercadopago;

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

/** Mercado Pago's notifications: webhooks, and the old IPN. */
public final class MercadoPagoAdapter implements GatewayAdapter {
    static final Gateway MERCADOPAGO = new Gateway("mercadopago");

    @Override
    public Gateway gateway() {
        return MERCADOPAGO;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> queryRead() {
        return MercadoPagoPointer.PARAMETERS;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return MercadoPagoVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return MercadoPagoNormalizer.normalize(webhook.received(), source);
    }
}
