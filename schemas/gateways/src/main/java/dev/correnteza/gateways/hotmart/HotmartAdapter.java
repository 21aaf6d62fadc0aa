package dev.correnteza.gateways.hotmart;

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
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
    public Set<String> headersRead() {
        return Set.of();
    }

    @Override
    public WebhookAnswer accepted() {
        return WebhookAnswer.OK;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return HotmartVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization normalize(VerifiedWebhook webhook) {
        try {
            JsonPayload payload = webhook.received().jsonOrForm();
            EventSource source = EventSource.of(this, webhook);
            return new Understood(List.of(
                    HotmartVersion.isCurrent(payload)
                            ? HotmartNormalizer.normalize(payload, source)
                            : HotmartLegacyNormalizer.normalize(payload, source)));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }
}
