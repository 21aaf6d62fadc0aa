package dev.correnteza.ingest.publish;

import org.jspecify.annotations.Nullable;

/** A record is not known to be durable. Waiting and sending again helps; the sender has to do it. */
public final class NotDurable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDurable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
