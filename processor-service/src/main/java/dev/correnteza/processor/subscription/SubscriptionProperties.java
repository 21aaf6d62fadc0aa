package dev.correnteza.processor.subscription;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param graceDays days in Sao Paulo for which a subscription is past due, not expired, after what was paid for is over; where no rule
 *     of the tenant says otherwise
 */
@Validated
@ConfigurationProperties("correnteza.processor.subscriptions")
record SubscriptionProperties(
        @DefaultValue("3") @Min(0) @Max(366) int graceDays) {}
