package dev.correnteza.processor.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param batchSize transitions published between two looks at the table
 * @param pollInterval how often the table is looked at without being told; a commit tells at once
 */
@Validated
@ConfigurationProperties("correnteza.processor.outbox")
record OutboxProperties(
        @DefaultValue("500") @Min(1) @Max(5_000) int batchSize,
        @DefaultValue("500ms") Duration pollInterval) {}
