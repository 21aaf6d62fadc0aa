package dev.correnteza.events.secret;

/** A secret could not be decrypted. The message tells why and holds nothing secret. */
public final class UnreadableSecret extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSecret(String message) {
        super(message);
    }

    UnreadableSecret(String message, Throwable cause) {
        super(message, cause);
    }
}
