package dev.correnteza.backfill.gateway.hotmart;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Hotmart's API is read.
 *
 * @param url of the API, without a path
 * @param tokenUrl of the OAuth token, whole
 * @param pageSize records per page; the API gives 500 at most
 * @param window range of dates per query, at most 30 days: a query of more than 30 seconds is refused
 * @param callsPerMinute per account; the API refuses more than 500
 * @param responseTimeout the API itself gives up after 30 seconds
 * @param maxAttempts tries of one call before the run backs off
 * @param minBackoff first wait between tries, doubled each time, with jitter
 * @param maxBackoff longest wait between tries
 * @param maxRetryAfter longest wait that the API may ask for
 */
@Validated
@ConfigurationProperties("correnteza.backfill.gateways.hotmart")
record HotmartProperties(
        @DefaultValue("https://developers.hotmart.com") URI url,

        @DefaultValue("https://api-sec-vlc.hotmart.com/security/oauth/token")
        URI tokenUrl,

        @DefaultValue("500") @Min(1) @Max(500) int pageSize,
        @DefaultValue("30d") Duration window,
        @DefaultValue("400") @Min(1) @Max(500) int callsPerMinute,
        @DefaultValue("40s") Duration responseTimeout,
        @DefaultValue("6") @Min(1) @Max(20) int maxAttempts,
        @DefaultValue("500ms") Duration minBackoff,
        @DefaultValue("30s") Duration maxBackoff,
        @DefaultValue("10m") Duration maxRetryAfter) {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

    HotmartProperties {
        if (window.compareTo(SHORTEST_WINDOW) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "correnteza.backfill.gateways.hotmart.window: " + window + " (expected: one minute to 30 days)");
        }
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException("correnteza.backfill.gateways.hotmart.max-backoff: " + maxBackoff
                    + " (expected: at least correnteza.backfill.gateways.hotmart.min-backoff)");
        }
    }
}
