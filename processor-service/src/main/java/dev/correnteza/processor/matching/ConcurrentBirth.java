package dev.correnteza.processor.matching;

/** Another transaction gave a name away while this one wanted it. Applying the batch again finds the payment by it. */
public final class ConcurrentBirth extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConcurrentBirth() {
        super("a payment of the same name was born at the same time", null, false, false);
    }
}
