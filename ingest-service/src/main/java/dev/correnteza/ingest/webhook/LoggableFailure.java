package dev.correnteza.ingest.webhook;

import org.jspecify.annotations.Nullable;

/** A failure as it may be logged: its kinds and where it arose. Messages stay out, they may quote what a gateway sent. */
final class LoggableFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private LoggableFailure(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause);
        setStackTrace(failure.getStackTrace());
    }

    static LoggableFailure of(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return new LoggableFailure(failure, cause == null ? null : of(cause));
    }
}
