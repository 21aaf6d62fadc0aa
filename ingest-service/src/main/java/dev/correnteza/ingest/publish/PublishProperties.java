package dev.correnteza.ingest.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param spoolAfter time from the hand-over to the producer until a record that is not acknowledged goes to the spool, and with it
 *     all that follow
 * @param answerWithin time until a webhook that is durable neither in its topic nor in the spool counts as not taken; gateways
 *     wait 5 s and more
 * @param maxWaiting records waiting to be handed to the producer or to the spool
 * @param maxWaitingSize size of those records: bounds memory while broker and disk are slow; the producer's own buffer
 *     ({@code buffer.memory}) comes on top
 */
@Validated
@ConfigurationProperties("correnteza.ingest.publish")
record PublishProperties(
        @DefaultValue("1500ms") Duration spoolAfter,
        @DefaultValue("4500ms") Duration answerWithin,
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int maxWaiting,
        @DefaultValue("64MB") DataSize maxWaitingSize) {

    /** Longest time in our own queue, where there is no spool: what is handed over later could be written after a 503. */
    static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(1);

    private static final Duration SHORTEST_SPOOL_AFTER = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final DataSize SMALLEST = DataSize.ofMegabytes(8);

    PublishProperties {
        if (answerWithin.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.publish.answer-within: " + answerWithin + " (expected: at least 2s)");
        }
        if (spoolAfter.compareTo(SHORTEST_SPOOL_AFTER) < 0
                || spoolAfter.compareTo(answerWithin.minus(HAND_OVER_WITHIN)) > 0) {
            throw new IllegalArgumentException("correnteza.ingest.publish.spool-after: " + spoolAfter
                    + " (expected: at least 100ms, and at least 1s less than answer-within)");
        }
        if (maxWaitingSize.compareTo(SMALLEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.publish.max-waiting-size: " + maxWaitingSize + " (expected: at least 8MB)");
        }
    }

    /** What the producer has to deliver a record: where there is no spool, its verdict decides the answer. */
    Duration deliverWithin() {
        return answerWithin.minus(HAND_OVER_WITHIN);
    }
}
