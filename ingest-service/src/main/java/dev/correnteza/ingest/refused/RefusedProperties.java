package dev.correnteza.ingest.refused;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param burst refused webhooks of an account that are kept at once
 * @param perMinute how many more are kept a minute, once the burst is used up
 * @param burstSize the same as size
 * @param sizePerMinute the same as size
 * @param maxWaitingSize of all accounts, on the way to the broker: what comes on top is not kept
 */
@Validated
@ConfigurationProperties("correnteza.ingest.refused")
record RefusedProperties(
        @DefaultValue("100") @Min(1) @Max(100_000) int burst,
        @DefaultValue("10") @Min(1) @Max(100_000) int perMinute,
        @DefaultValue("4MB") DataSize burstSize,
        @DefaultValue("128KB") DataSize sizePerMinute,
        @DefaultValue("8MB") DataSize maxWaitingSize) {
    // One webhook of the longest body has to fit, or it would never be kept.
    private static final DataSize SMALLEST = DataSize.ofMegabytes(2);
    private static final DataSize SLOWEST = DataSize.ofKilobytes(1);

    RefusedProperties {
        Map.of("burst-size", burstSize, "max-waiting-size", maxWaitingSize)
                .forEach((key, size) -> requireAtLeast(key, size, SMALLEST));
        requireAtLeast("size-per-minute", sizePerMinute, SLOWEST);
    }

    private static void requireAtLeast(String key, DataSize size, DataSize least) {
        if (size.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.refused." + key + ": " + size + " (expected: at least " + least + ")");
        }
    }
}
