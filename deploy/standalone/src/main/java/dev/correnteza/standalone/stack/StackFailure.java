package dev.correnteza.standalone.stack;

/** A stack that does not start; the message says which part, and where to look. */
public final class StackFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
