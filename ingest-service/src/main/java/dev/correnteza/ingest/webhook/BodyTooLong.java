package dev.correnteza.ingest.webhook;

/** A body over the limit. */
final class BodyTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyTooLong() {
        super("body over the limit", null, false, false);
    }
}
