package dev.correnteza.processor.canary;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled whether canaries are sent at all; without them readiness says nothing of the stages
 * @param interval time between two
 * @param longestSilence time without one that passed after which the service is not ready
 */
@Validated
@ConfigurationProperties("correnteza.processor.canary")
record CanaryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10s") Duration interval,
        @DefaultValue("60s") Duration longestSilence) {
    CanaryProperties {
        if (!interval.isPositive() || longestSilence.compareTo(interval) < 0) {
            throw new IllegalArgumentException("correnteza.processor.canary: interval " + interval
                    + ", longest-silence " + longestSilence + " (expected: more than 0, and not less than interval)");
        }
    }
}
