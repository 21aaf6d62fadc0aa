package dev.correnteza.processor.matching;

import dev.correnteza.processor.sql.RecordFaults;

/** Another transaction gave a name away while this one wanted it. Applying the batch again finds the payment by it. */
public final class ConcurrentBirth extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConcurrentBirth() {
        super("a payment of the same name was born at the same time", null, false, false);
    }

    /** Whether another transaction was in the way, by a name or a lock: the same again, at once, finds its way clear. */
    public static boolean isLostRace(Throwable failure) {
        return failure instanceof ConcurrentBirth || RecordFaults.isLostRace(failure);
    }
}
