package dev.correnteza.processor.parking;

import io.github.resilience4j.core.IntervalFunction;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxAttempts how often a record is tried before it is given up, with the time it was read
 * @param firstPause before the second try; each pause after it is twice as long, give or take a half
 * @param longestPause no pause is longer
 * @param pollInterval how often is looked for records that are due
 */
@Validated
@ConfigurationProperties("correnteza.processor.parking")
record ParkingProperties(
        @DefaultValue("10") @Min(2) @Max(1_000) int maxAttempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("500ms") Duration pollInterval) {
    private static final String PREFIX = "correnteza.processor.parking.";
    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    ParkingProperties {
        if (firstPause.toMillis() < 1) {
            throw new IllegalArgumentException(PREFIX + "first-pause: " + firstPause + " (expected: at least 1ms)");
        }
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    PREFIX + "longest-pause: " + longestPause + " (expected: at least first-pause)");
        }
        if (pollInterval.toMillis() < 1) {
            throw new IllegalArgumentException(PREFIX + "poll-interval: " + pollInterval + " (expected: at least 1ms)");
        }
    }

    /** Pause after the given try, the first being 1. */
    IntervalFunction pauses() {
        IntervalFunction growing =
                IntervalFunction.ofExponentialRandomBackoff(firstPause, GROWTH, JITTER, longestPause);
        return attempt -> Math.min(growing.apply(attempt), longestPause.toMillis());
    }
}
