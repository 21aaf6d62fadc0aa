package dev.correnteza.standalone.stack;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to wait before a part is started again: longer each time, and short again after a time without trouble. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private Duration next = FIRST;
    private long lastAt;

    Backoff() {
        this(System::nanoTime);
    }

    Backoff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastAt = nanoTime.getAsLong();
    }

    Duration next() {
        long now = nanoTime.getAsLong();
        if (now - lastAt > QUIET.toNanos()) {
            next = FIRST;
        }
        lastAt = now;
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}
