package dev.correnteza.gateways.efi;

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
import java.util.Optional;

/** What EFI's API answers about one charge: the same facts, with the same event ids, as its webhooks. */
public final class EfiAnswers {
    private static final EfiAdapter ADAPTER = new EfiAdapter();

    private EfiAnswers() {}

    /**
     * A charge, as {@code PUT} and {@code GET /v2/cob/{txid}} answer it. Empty for one that was paid: {@link #received} has it.
     *
     * @param readAt our clock, by which a charge has expired
     */
    public static Optional<Normalization> charge(Account account, byte[] answer, Instant readAt) {
        return read(
                account,
                answer,
                readAt,
                (charge, source) ->
                        EfiCharge.read(charge, source, readAt).map(event -> new Understood(List.of(event))));
    }

    /** The Pix of {@code GET /v2/pix}, as the webhook has them; empty where there are none. */
    public static Optional<Normalization> received(Account account, byte[] answer, Instant readAt) {
        return read(
                account,
                answer,
                readAt,
                (list, source) -> list.each("pix").isEmpty()
                        ? Optional.empty()
                        : Optional.of(EfiNormalizer.normalize(list, source)));
    }

    private static Optional<Normalization> read(Account account, byte[] answer, Instant readAt, Reading reading) {
        try {
            EventSource source = EventSource.ofAnswer(ADAPTER, account, answer, readAt);
            return reading.read(JsonPayload.parse(answer), source);
        } catch (UnreadablePayload e) {
            return Optional.of(e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null));
        } catch (NotUnderstoodException e) {
            return Optional.of(e.asResult());
        }
    }

    private interface Reading {
        Optional<Normalization> read(JsonPayload answer, EventSource source);
    }
}
