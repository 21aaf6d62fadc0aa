package dev.correnteza.bench.intent;

/** The log is not what was written; nothing can be concluded from it. */
public final class DamagedLog extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedLog(String message) {
        super(message);
    }
}
