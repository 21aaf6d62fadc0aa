package dev.correnteza.standalone.client;

/** A service that refused or did not answer; the message is for the person who asked. */
public final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** Whether the service says that there is no such thing. */
    public boolean isNotFound() {
        return status == 404;
    }
}
