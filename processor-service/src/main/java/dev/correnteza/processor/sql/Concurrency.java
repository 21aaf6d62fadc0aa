package dev.correnteza.processor.sql;

/** How rows are inserted that another transaction may be inserting too. */
public enum Concurrency {
    /**
     * Without looking first, as nearly always nobody is: whoever meets another's row fails with a unique violation ({@link
     * RecordFaults#isTaken}), and does all again {@link #GUARDED}.
     */
    OPTIMISTIC,

    /** {@code ON CONFLICT}: each index is looked up before, and rows that are there already are told from new ones. */
    GUARDED;

    /** The statement, with its {@code ON CONFLICT} clause where that is wanted. */
    public String insert(String statement, String onConflict) {
        return this == GUARDED ? statement + onConflict : statement;
    }
}
