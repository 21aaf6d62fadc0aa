package dev.correnteza.backfill.fetch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxAttempts tries of one resource before it is given up
 * @param minBackoff first wait between tries, doubled each time, with jitter
 * @param maxBackoff longest wait between tries
 * @param accountsAtOnce accounts that are asked at the same time, per instance; of one account, one resource at a time
 */
@Validated
@ConfigurationProperties("correnteza.backfill.fetch")
record FetchProperties(
        @DefaultValue("3") @Min(1) @Max(10) int maxAttempts,
        @DefaultValue("500ms") Duration minBackoff,
        @DefaultValue("5s") Duration maxBackoff,
        @DefaultValue("8") @Min(1) @Max(64) int accountsAtOnce) {
    FetchProperties {
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException("correnteza.backfill.fetch.max-backoff: " + maxBackoff
                    + " (expected: at least correnteza.backfill.fetch.min-backoff)");
        }
    }
}
