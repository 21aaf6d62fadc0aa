package dev.correnteza.backfill.replay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of replays.
 *
 * @param defaultRatePerSecond records written per second where the request says nothing
 * @param maxRatePerSecond more than this is refused
 * @param maxPollRecords records per step at most; a checkpoint follows each
 */
@Validated
@ConfigurationProperties("correnteza.backfill.replay")
record ReplayProperties(
        @DefaultValue("1000") @Min(1) int defaultRatePerSecond,
        @DefaultValue("20000") @Min(1) int maxRatePerSecond,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxPollRecords) {
    ReplayProperties {
        if (defaultRatePerSecond > maxRatePerSecond) {
            throw new IllegalArgumentException("correnteza.backfill.replay.default-rate-per-second: "
                    + defaultRatePerSecond + " (expected: at most correnteza.backfill.replay.max-rate-per-second)");
        }
    }
}
