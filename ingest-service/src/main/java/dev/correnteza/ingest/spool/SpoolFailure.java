package dev.correnteza.ingest.spool;

import org.jspecify.annotations.Nullable;

/** The disk, or what is on it, cannot be used now. Whether what was to be appended is on disk is not known. */
public final class SpoolFailure extends Exception {
    private static final long serialVersionUID = 1L;

    SpoolFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
