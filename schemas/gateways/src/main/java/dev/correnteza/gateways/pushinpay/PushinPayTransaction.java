package dev.correnteza.gateways.pushinpay;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;

/**
 * What the transaction object means that {@code POST /pix/cashIn} and {@code GET /transactions/{id}} answer: the same facts, with the
 * same event ids, as the webhooks of the charge, which repeat it.
 */
public final class PushinPayTransaction {
    private static final PushinPayAdapter ADAPTER = new PushinPayAdapter();

    private PushinPayTransaction() {}

    /**
     * @param transaction as JSON
     * @param readAt our clock: the object has no times
     */
    public static Normalization normalize(Account account, byte[] transaction, Instant readAt) {
        try {
            EventSource source = EventSource.ofAnswer(ADAPTER, account, transaction, readAt);
            return new Understood(List.of(PushinPayNormalizer.normalize(JsonPayload.parse(transaction), source)));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }
}
