package dev.correnteza.backfill.fetch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxAttempts tries of one resource before it is given up
 * @param minBackoff first wait between tries, doubled each time, with jitter
 * @param maxBackoff longest wait between tries
 * @param accountsAtOnce accounts that are asked at the same time, per instance; of one account, one resource at a time
 * @param turn how long one account may take of a batch; what it has left then is given up
 */
@Validated
@ConfigurationProperties("correnteza.backfill.fetch")
record FetchProperties(
        @DefaultValue("3") @Min(1) @Max(10) int maxAttempts,
        @DefaultValue("500ms") Duration minBackoff,
        @DefaultValue("5s") Duration maxBackoff,
        @DefaultValue("8") @Min(1) @Max(64) int accountsAtOnce,
        @DefaultValue("60s") Duration turn) {
    /** All turns of a batch end well before its consumer is missed. */
    private static final Duration BATCH = Duration.ofMinutes(3);

    FetchProperties {
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException("correnteza.backfill.fetch.max-backoff: " + maxBackoff
                    + " (expected: at least correnteza.backfill.fetch.min-backoff)");
        }
        if (!turn.isPositive()) {
            throw new IllegalArgumentException("correnteza.backfill.fetch.turn: " + turn + " (expected: more than 0)");
        }
    }

    /** How long each of so many accounts may take, of which some wait for others. */
    Duration turnOf(int accounts) {
        Duration share = BATCH.dividedBy(Math.ceilDiv(Math.max(accounts, 1), accountsAtOnce));
        return share.compareTo(turn) < 0 ? share : turn;
    }
}
