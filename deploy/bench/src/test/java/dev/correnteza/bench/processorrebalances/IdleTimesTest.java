package dev.correnteza.bench.processorrebalances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleTimesTest {
    private final IdleTimes times = new IdleTimes();

    @Test
    void countsWhileRecordsWaitAndNothingMoves() {
        observe(1, 10, 10, 0);
        observe(1, 12, 10, 1);
        observe(1, 15, 10, 8);
        observe(1, 15, 15, 9);
        observe(1, 15, 15, 60);

        assertThat(times.longestSeconds()).containsExactly(9.0);
    }

    @Test
    void countsFromTheLastProgress() {
        observe(1, 100, 10, 0);
        observe(1, 100, 20, 4);
        observe(1, 100, 30, 7);
        observe(1, 100, 30, 9);

        assertThat(times.longestSeconds()).containsExactly(4.0);
    }

    @Test
    void doesNotCountWhenNothingWaits() {
        observe(1, 10, 10, 0);
        observe(1, 10, 10, 100);
        observe(1, 11, 10, 101);

        assertThat(times.longestSeconds()).containsExactly(1.0);
    }

    @Test
    void countsAnIdlePartitionThatNeverMoves() {
        observe(2, 1, 0, 0);
        observe(2, 1, 0, 40);
        observe(1, 1, 1, 40);

        assertThat(times.longestSeconds()).containsExactly(0.0, 40.0);
    }

    private void observe(int partition, long end, long committed, long seconds) {
        times.observe(partition, end, committed, TimeUnit.SECONDS.toNanos(seconds));
    }
}
