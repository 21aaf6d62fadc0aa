package dev.correnteza.processor.refused;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxPerAccount refused webhooks of an account that are kept; the oldest go first
 * @param maxSizePerAccount the same as size
 * @param keepFor how long one is kept
 * @param lookEvery how often accounts are looked at whose signatures fail; the metric is as old as that
 */
@Validated
@ConfigurationProperties("correnteza.processor.refused")
record RefusedProperties(
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxPerAccount,
        @DefaultValue("16MB") DataSize maxSizePerAccount,
        @DefaultValue("7d") Duration keepFor,
        @DefaultValue("15s") Duration lookEvery) {
    private static final String PREFIX = "correnteza.processor.refused.";
    private static final DataSize SMALLEST = DataSize.ofMegabytes(4); // the longest record fits
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration RAREST = Duration.ofMinutes(1);

    RefusedProperties {
        if (maxSizePerAccount.compareTo(SMALLEST) < 0) {
            throw new IllegalArgumentException(
                    PREFIX + "max-size-per-account: " + maxSizePerAccount + " (expected: at least 4MB)");
        }
        if (keepFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(PREFIX + "keep-for: " + keepFor + " (expected: at least 1h)");
        }
        if (!lookEvery.isPositive() || lookEvery.compareTo(RAREST) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + "look-every: " + lookEvery + " (expected: more than 0, up to 1m)");
        }
    }
}
