package dev.correnteza.ingest.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxBodyBytes longest body that is read, chunked or not; the largest sample is below 10 KB
 */
@Validated
@ConfigurationProperties("correnteza.ingest.webhook")
record WebhookProperties(
        @DefaultValue("1048576") @Min(1_024) @Max(10_485_760)
        int maxBodyBytes) {}
