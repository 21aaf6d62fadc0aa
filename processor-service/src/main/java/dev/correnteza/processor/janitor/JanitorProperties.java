package dev.correnteza.processor.janitor;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param askAfter ages at which an open payment is asked after, each longer than the one before; none asks after nothing
 * @param askAgainEvery how often it is asked after once it is older than those, for as long as it stays open
 * @param askAfterExpiry it is asked after so long behind the end of its time to pay, too: not every gateway tells that end
 * @param giveUpAfterExpiry no inquiry is due later than this behind that end; where no end is known, behind the last age
 * @param giveUpAfter nor at a greater age, whatever its end
 * @param gateways whose payments are asked after: those that backfill-service has a client for
 * @param lookEvery how often open payments are looked for
 * @param batchSize payments that are asked after at one look
 */
@Validated
@ConfigurationProperties("correnteza.processor.janitor")
record JanitorProperties(
        @DefaultValue({"15m", "1h", "6h", "24h"}) List<Duration> askAfter,
        @DefaultValue("1d") Duration askAgainEvery,
        @DefaultValue("5m") Duration askAfterExpiry,
        @DefaultValue("7d") Duration giveUpAfterExpiry,
        @DefaultValue("45d") Duration giveUpAfter,
        @DefaultValue({"pushinpay", "efi"}) Set<String> gateways,
        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue("200") @Min(1) @Max(5_000) int batchSize) {
    private static final String PREFIX = "correnteza.processor.janitor.";

    JanitorProperties {
        Duration last = Duration.ZERO;
        for (Duration age : askAfter) {
            if (age.compareTo(last) <= 0) {
                throw new IllegalArgumentException(
                        PREFIX + "ask-after: " + age + " (expected: each longer than the one before)");
            }
            last = age;
        }
        requireMoreThanNothing("ask-again-every", askAgainEvery);
        requireMoreThanNothing("ask-after-expiry", askAfterExpiry);
        requireMoreThanNothing("give-up-after-expiry", giveUpAfterExpiry);
        requireMoreThanNothing("look-every", lookEvery);
        if (giveUpAfter.compareTo(last) <= 0) {
            throw new IllegalArgumentException(
                    PREFIX + "give-up-after: " + giveUpAfter + " (expected: longer than the last of ask-after)");
        }
    }

    private static void requireMoreThanNothing(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(PREFIX + name + ": " + duration + " (expected: more than 0)");
        }
    }
}
