package dev.correnteza.processor.conservation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A record that came in.
 *
 * @param tenantId whose it is; empty where it is not told
 * @param isKept whether it is of a month that the log is kept for
 */
record Received(
        String topic,
        int partition,
        long offset,
        Instant recordTime,
        String tenantId,
        String accountId,
        boolean isKept) {

    Instant hour() {
        return recordTime.truncatedTo(ChronoUnit.HOURS);
    }
}
