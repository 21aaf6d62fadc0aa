package dev.correnteza.processor.ledger;

/**
 * Lock of PostgreSQL that whoever adds facts holds shared, and whoever applies a decision holds alone, until the transaction ends: a
 * batch never misses a decision, and a decision never misses a fact. Decisions are rare and short.
 * Books in another schema than {@code processor} have a lock of their own: the difference of the names' hashes is added.
 */
public final class BooksLock {
    /** For {@code pg_advisory_xact_lock}: the letters of our name. */
    public static final long KEY = 0x636F_7272_656E_7465L;

    private BooksLock() {}
}
