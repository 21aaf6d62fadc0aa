package dev.correnteza.backfill.failure;

import org.jspecify.annotations.Nullable;

/** Waiting can help. */
public final class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** @param cause nothing whose message holds an address with its query, a token or a payload */
    public TransientFailure(ErrorCode code, @Nullable Throwable cause) {
        super(code.name(), cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
