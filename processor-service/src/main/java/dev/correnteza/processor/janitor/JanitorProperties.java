package dev.correnteza.processor.janitor;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param askAfter ages at which an open payment is asked after, each longer than the one before; none asks after nothing
 * @param gateways whose payments are asked after: those that backfill-service has a client for
 * @param lookEvery how often open payments are looked for
 * @param batchSize payments that are asked after at one look
 */
@Validated
@ConfigurationProperties("correnteza.processor.janitor")
record JanitorProperties(
        @DefaultValue({"15m", "1h", "6h", "24h"}) List<Duration> askAfter,
        @DefaultValue({"pushinpay", "efi"}) Set<String> gateways,
        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue("200") @Min(1) @Max(5_000) int batchSize) {
    JanitorProperties {
        Duration last = Duration.ZERO;
        for (Duration age : askAfter) {
            if (age.compareTo(last) <= 0) {
                throw new IllegalArgumentException("correnteza.processor.janitor.ask-after: " + age
                        + " (expected: each longer than the one before)");
            }
            last = age;
        }
        if (lookEvery.isNegative() || lookEvery.isZero()) {
            throw new IllegalArgumentException(
                    "correnteza.processor.janitor.look-every: " + lookEvery + " (expected: more than 0)");
        }
    }
}
