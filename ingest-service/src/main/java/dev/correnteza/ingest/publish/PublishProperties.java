package dev.correnteza.ingest.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param answerWithin time from the hand-over to the producer until a webhook counts as not taken; gateways wait 5 s and more
 * @param maxWaiting records waiting to be handed to the producer
 * @param maxWaitingSize size of those records: bounds memory while the broker is slow or away; the producer's own buffer
 *     ({@code buffer.memory}) comes on top
 */
@Validated
@ConfigurationProperties("correnteza.ingest.publish")
record PublishProperties(
        @DefaultValue("4500ms") Duration answerWithin,
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int maxWaiting,
        @DefaultValue("64MB") DataSize maxWaitingSize) {

    /** Longest time in our own queue. A record that is handed over later could be written after its webhook was answered 503. */
    static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(1);

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final DataSize SMALLEST = DataSize.ofMegabytes(8);

    PublishProperties {
        if (answerWithin.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.publish.answer-within: " + answerWithin + " (expected: at least 2s)");
        }
        if (maxWaitingSize.compareTo(SMALLEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.publish.max-waiting-size: " + maxWaitingSize + " (expected: at least 8MB)");
        }
    }

    /** What the producer has to deliver a record: it gives up before we do, so that its verdict decides the answer. */
    Duration deliverWithin() {
        return answerWithin.minus(HAND_OVER_WITHIN);
    }
}
