package dev.correnteza.processor.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timeout longest time for one batch; then it is tried again. Below Kafka's max.poll.interval.ms of 5 minutes
 * @param consumers of this instance that share its partitions of the live lane, each with a batch of its own under way: while the
 *     database does one, the next is decoded. More apply more at their most; one has fewer and larger batches while there is
 *     little to do, and then a webhook is in the books sooner. History is left to one, so that it never takes what the live lane needs
 */
@ConfigurationProperties("correnteza.processor.batch")
record BatchProperties(
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("1") int consumers) {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int MOST_CONSUMERS = 32;

    BatchProperties {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "correnteza.processor.batch.timeout: " + timeout + " (expected: more than 0, at most 4m)");
        }
        if (consumers < 1 || consumers > MOST_CONSUMERS) {
            throw new IllegalArgumentException(
                    "correnteza.processor.batch.consumers: " + consumers + " (expected: 1 to " + MOST_CONSUMERS + ")");
        }
    }
}
