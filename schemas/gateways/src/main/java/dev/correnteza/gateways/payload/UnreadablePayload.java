package dev.correnteza.gateways.payload;

/** A body that cannot be read. The message holds nothing of the body. */
public final class UnreadablePayload extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooComplex;

    UnreadablePayload(String message, boolean tooComplex) {
        super(message, null, false, false);
        this.tooComplex = tooComplex;
    }

    /** Whether a limit was passed (depth, tokens, lengths) rather than the syntax broken. */
    public boolean isTooComplex() {
        return tooComplex;
    }
}
