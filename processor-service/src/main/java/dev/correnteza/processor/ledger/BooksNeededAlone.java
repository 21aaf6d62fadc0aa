package dev.correnteza.processor.ledger;

/**
 * What is to be written changes rows that others may be reading to write theirs. Doing it again holding {@link BooksLock} alone finds
 * nobody.
 */
public final class BooksNeededAlone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BooksNeededAlone() {
        super("the books are needed alone", null, false, false);
    }
}
