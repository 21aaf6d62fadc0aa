package dev.correnteza.gateways.pushinpay;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.WebhookAnswer;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
    public Set<String> headersRead() {
        return Set.of();
    }

    @Override
    public WebhookAnswer accepted() {
        return WebhookAnswer.OK;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return PushinPayVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization normalize(VerifiedWebhook webhook) {
        try {
            return new Understood(List.of(
                    PushinPayNormalizer.normalize(webhook.received().jsonOrForm(), EventSource.of(this, webhook))));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }
}
