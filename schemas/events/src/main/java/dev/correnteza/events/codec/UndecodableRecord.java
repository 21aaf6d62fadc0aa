package dev.correnteza.events.codec;

/** Bytes that are not the record they should be. The message names the reason and nothing of the content. */
public final class UndecodableRecord extends Exception {
    private static final long serialVersionUID = 1L;

    UndecodableRecord(String message) {
        super(message);
    }

    UndecodableRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
