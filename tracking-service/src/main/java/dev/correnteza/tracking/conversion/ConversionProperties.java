package dev.correnteza.tracking.conversion;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How conversions are sent.
 *
 * @param url of the Conversions API, without a path
 * @param timeout for one request, connecting included; Meta advises 1500 ms
 * @param connections requests at one time
 * @param lease after which an attempt that left no trace counts as lost and is made again; longer than the timeout
 * @param pollInterval how often to look for work that nobody announced
 * @param firstBackoff after the first failed attempt; doubles with each
 * @param pause until a pixel that refused our token or throttled us is tried again; doubles up to maxBackoff
 * @param unexpectedAttempts for errors that are in no list
 * @param valueVariants whether other spellings of the same value are sent too
 * @param batchTimeout for storing one batch of transitions
 * @param pixels datasets of all tenants; none reports nothing
 */
@Validated
@ConfigurationProperties("correnteza.tracking.conversions")
record ConversionProperties(
        @DefaultValue("https://graph.facebook.com") URI url,

        @DefaultValue("v26.0") @Pattern(regexp = "v[0-9]+\\.[0-9]+")
        String apiVersion,

        @DefaultValue("1500ms") Duration timeout,
        @DefaultValue("32") @Min(1) @Max(1000) int connections,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("1s") Duration firstBackoff,
        @DefaultValue("15m") Duration maxBackoff,
        @DefaultValue("1m") Duration pause,
        @DefaultValue("5") @Min(1) int unexpectedAttempts,
        @DefaultValue("false") boolean valueVariants,
        @DefaultValue("30s") Duration batchTimeout,
        @DefaultValue List<Pixel> pixels) {

    ConversionProperties {
        requirePositive("timeout", timeout);
        requirePositive("poll-interval", pollInterval);
        requirePositive("first-backoff", firstBackoff);
        requirePositive("max-backoff", maxBackoff);
        requirePositive("pause", pause);
        requirePositive("batch-timeout", batchTimeout);
        if (lease.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException(
                    "correnteza.tracking.conversions.lease: " + lease + " (expected: longer than timeout)");
        }
        pixels = List.copyOf(pixels);
        Set<String> ids = new HashSet<>();
        for (Pixel pixel : pixels) {
            if (!ids.add(pixel.id())) {
                throw new IllegalArgumentException(
                        "correnteza.tracking.conversions.pixels: " + pixel.id() + " twice (expected: each pixel once)");
            }
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "correnteza.tracking.conversions." + key + ": " + value + " (expected: positive)");
        }
    }
}
