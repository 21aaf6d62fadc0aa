package dev.correnteza.processor.charge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timeout how long a gateway's answer to a charge is waited for, token included; then it is not known whether it charged
 */
@ConfigurationProperties("correnteza.processor.charge")
public record ChargeProperties(@DefaultValue("20s") Duration timeout) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    public ChargeProperties {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "correnteza.processor.charge.timeout: " + timeout + " (expected: more than 0, at most 2m)");
        }
    }
}
