package dev.correnteza.bench.process;

import java.time.Duration;

/** How long things may take on a busy machine before a measurement gives up. */
public final class Patience {
    /** A start after a kill; the service waits 10 s for a broker that is away. */
    public static final Duration START = Duration.ofMinutes(5);

    /** Deliveries that are posted again and again. */
    public static final Duration DELIVERIES = Duration.ofMinutes(3);

    /** The spool, until it is empty. */
    public static final Duration DRAIN = Duration.ofMinutes(10);

    private Patience() {}
}
