package dev.correnteza.backfill.failure;

/** Waiting does not help: somebody has to change something. */
public final class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public PermanentFailure(ErrorCode code) {
        super(code.name());
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
