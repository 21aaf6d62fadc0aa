package dev.correnteza.backfill.gateway;

import java.time.Instant;

/**
 * Which part of a history, by the gateway's own dates.
 *
 * @param from included
 * @param to after from; whether it is included is the gateway's business
 */
public record HistoryRange(Instant from, Instant to) {
    public HistoryRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: not after from (expected: after)");
        }
    }
}
