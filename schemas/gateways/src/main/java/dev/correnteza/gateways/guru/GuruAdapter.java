package dev.correnteza.gateways.guru;

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

/** Guru's webhooks. */
public final class GuruAdapter implements GatewayAdapter {
    static final Gateway GURU = new Gateway("guru");

    @Override
    public Gateway gateway() {
        return GURU;
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
        return GuruVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization normalize(VerifiedWebhook webhook) {
        try {
            return new Understood(
                    List.of(GuruNormalizer.normalize(webhook.received().json(), EventSource.of(this, webhook))));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }
}
