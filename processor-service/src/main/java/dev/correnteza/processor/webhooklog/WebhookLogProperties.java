package dev.correnteza.processor.webhooklog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param keepMonths whole months of UTC that the log is kept after the one a webhook came in
 * @param lookEvery how often it is looked for months to drop
 * @param archiveDirectory where months that are forgotten are written first, compressed; {@code null}: nowhere
 */
@Validated
@ConfigurationProperties("correnteza.processor.webhook-log")
record WebhookLogProperties(
        @DefaultValue("13") @Min(1) @Max(1_200) int keepMonths,
        @DefaultValue("1h") Duration lookEvery,
        @Nullable Path archiveDirectory) {

    WebhookLogProperties {
        if (!lookEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "correnteza.processor.webhook-log.look-every: " + lookEvery + " (expected: more than 0)");
        }
    }
}
