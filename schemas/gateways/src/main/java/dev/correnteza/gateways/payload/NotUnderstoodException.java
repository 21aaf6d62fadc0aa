package dev.correnteza.gateways.payload;

import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Ends the reading of a payload at the first thing that is not understood, from any depth of it. It never leaves a gateway's
 * package: its normalizer answers {@link #asResult}.
 */
public final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String detail;

    /** @param detail the word or field in question; never personal data */
    public NotUnderstoodException(Reason reason, @Nullable String detail) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    public NotUnderstood asResult() {
        return new NotUnderstood(reason, detail);
    }
}
