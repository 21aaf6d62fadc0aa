package dev.correnteza.processor.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timeout longest time for one batch; then it is tried again. Below Kafka's max.poll.interval.ms of 5 minutes
 */
@ConfigurationProperties("correnteza.processor.batch")
record BatchProperties(@DefaultValue("60s") Duration timeout) {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    BatchProperties {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "correnteza.processor.batch.timeout: " + timeout + " (expected: more than 0, at most 4m)");
        }
    }
}
