package dev.correnteza.backfill.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How jobs are worked on.
 *
 * @param maxParallel jobs at the same time, per instance
 * @param pollInterval how often work is looked for and leases are renewed
 * @param lease after how long the jobs of a dead instance are taken over; at least five times the poll interval
 * @param maxBackoff longest wait after a fault of the infrastructure
 */
@Validated
@ConfigurationProperties("correnteza.backfill.job")
record JobProperties(
        @DefaultValue("4") @Min(1) @Max(64) int maxParallel,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("1m") Duration maxBackoff) {
    JobProperties {
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "correnteza.backfill.job.poll-interval: " + pollInterval + " (expected: more than nothing)");
        }
        if (lease.compareTo(pollInterval.multipliedBy(5)) < 0) {
            throw new IllegalArgumentException("correnteza.backfill.job.lease: " + lease
                    + " (expected: at least five times correnteza.backfill.job.poll-interval)");
        }
    }
}
