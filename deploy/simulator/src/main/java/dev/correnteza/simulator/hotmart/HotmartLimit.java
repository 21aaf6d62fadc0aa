package dev.correnteza.simulator.hotmart;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** 500 calls a minute. */
final class HotmartLimit {
    static final int PER_MINUTE = 500;

    private static final int MINUTE_SECONDS = 60;

    private final Clock clock;
    private Instant minute = Instant.EPOCH;
    private int calls;

    HotmartLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized State count() {
        Instant now = clock.instant();
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            calls = 0;
        }
        calls++;
        long reset = MINUTE_SECONDS - minute.until(now, ChronoUnit.SECONDS);
        return new State(calls <= PER_MINUTE, Math.max(0, PER_MINUTE - calls), reset);
    }

    /**
     * @param remaining calls until the minute is over
     * @param resetSeconds until then
     */
    record State(boolean allowed, int remaining, long resetSeconds) {}
}
