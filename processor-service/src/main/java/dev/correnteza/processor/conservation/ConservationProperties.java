package dev.correnteza.processor.conservation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param lookEvery how often hours that are over are compared
 */
@Validated
@ConfigurationProperties("correnteza.processor.conservation")
record ConservationProperties(@DefaultValue("1m") Duration lookEvery) {
    ConservationProperties {
        if (!lookEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "correnteza.processor.conservation.look-every: " + lookEvery + " (expected: more than 0)");
        }
    }
}
