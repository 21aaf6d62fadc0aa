package dev.correnteza.processor.rebuild;

import java.time.Duration;

/** How long something may take that others wait for. */
final class Patience {
    /** Nobody waits. */
    static final Patience ENDLESS = new Patience(Duration.ofNanos(Long.MAX_VALUE / 2));

    private final long end;

    private Patience(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** From now on. */
    static Patience of(Duration limit) {
        return new Patience(limit);
    }

    /** @throws TakesTooLong when it is over */
    void check() {
        if (System.nanoTime() - end > 0) {
            throw new TakesTooLong();
        }
    }

    /** Given up, so that those who wait go on. */
    static final class TakesTooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
