package dev.correnteza.ingest.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxBodyBytes longest body that is read, chunked or not; the largest sample is below 10 KB, and a record holds the body
 *     and some of its texts twice, so that more would not fit into the topics
 * @param readWithin time for a body to arrive; slower ones are answered 408
 */
@Validated
@ConfigurationProperties("correnteza.ingest.webhook")
record WebhookProperties(
        @DefaultValue("1048576") @Min(1_024) @Max(1_048_576) int maxBodyBytes,
        @DefaultValue("10s") Duration readWithin) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    WebhookProperties {
        if (readWithin.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.webhook.read-within: " + readWithin + " (expected: at least 100ms)");
        }
    }
}
