package dev.correnteza.standalone.command;

/** A command that cannot be done; the message says why and what to do next. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
