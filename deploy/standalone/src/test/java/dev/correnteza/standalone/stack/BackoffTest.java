package dev.correnteza.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Backoff backoff = new Backoff(nanos::get);

    @Test
    void waitsLongerEachTimeAndNeverForEver() {
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void startsAgainAfterATimeWithoutTrouble() {
        backoff.next();
        backoff.next();

        nanos.addAndGet(Duration.ofMinutes(3).toNanos());

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }
}
