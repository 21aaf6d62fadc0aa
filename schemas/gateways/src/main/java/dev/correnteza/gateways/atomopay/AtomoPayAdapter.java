package dev.correnteza.gateways.atomopay;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;

/** AtomoPay's webhooks: they prove nothing but that their sender knows the address. */
public final class AtomoPayAdapter implements GatewayAdapter {
    static final Gateway ATOMOPAY = new Gateway("atomopay");

    @Override
    public Gateway gateway() {
        return ATOMOPAY;
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
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return UrlSecretVerifier.verify(webhook, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return new Understood(
                List.of(AtomoPayNormalizer.normalize(webhook.received().json(), source)));
    }
}
