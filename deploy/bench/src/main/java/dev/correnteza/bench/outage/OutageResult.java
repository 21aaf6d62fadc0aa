package dev.correnteza.bench.outage;

import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.delivery.Tally.Counts;

/**
 * What a run came to.
 *
 * @param held whether every answer since the broker went away was 2xx, memory stayed within a tenth, and nothing was lost or out of order
 * @param outageSeconds that the broker was away, as measured
 * @param ratePerSecond webhooks begun while it was away
 * @param warmUpCounts requests before the broker went away
 * @param outageCounts requests answered while it was away
 * @param counts requests answered from its going away to the end of the run
 * @param memory resident, of ingest-service
 * @param spooledAtReturn records in the spool when the broker took requests again
 * @param drainSeconds from then until the spool was empty, at the same rate of new webhooks; negative if it was not
 * @param unexpectedEnds processes that ended though nobody killed them
 * @param findings the log against the topics
 */
public record OutageResult(
        boolean held,
        long outageSeconds,
        double ratePerSecond,
        Counts warmUpCounts,
        Counts outageCounts,
        Counts counts,
        Memory memory,
        long spooledAtReturn,
        double drainSeconds,
        int unexpectedEnds,
        Findings findings) {

    /**
     * In bytes.
     *
     * @param before at the end of the warm-up, median of ten seconds
     * @param outageMedian while the broker was away, a sample each second
     * @param outageMax of those samples
     * @param drainMax from the broker's return until the spool was empty
     * @param after half a minute later, median of ten seconds
     */
    public record Memory(long before, long outageMedian, long outageMax, long drainMax, long after) {
        private static final double TOLERANCE = 1.10;

        /** Whether it was never more than a tenth above what it was before. */
        boolean isSteady() {
            return Math.max(Math.max(outageMax, drainMax), after) <= TOLERANCE * before;
        }
    }
}
