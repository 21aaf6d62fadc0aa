package dev.correnteza.ingest.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param answerWithin time from the hand-over to the producer until a webhook counts as not taken; gateways wait 5 s and more
 * @param maxWaiting records waiting for an acknowledgement: bounds memory while the broker is slow or away
 */
@Validated
@ConfigurationProperties("correnteza.ingest.publish")
record PublishProperties(
        @DefaultValue("4500ms") Duration answerWithin,
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int maxWaiting) {

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    PublishProperties {
        if (answerWithin.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.publish.answer-within: " + answerWithin + " (expected: at least 2s)");
        }
    }
}
