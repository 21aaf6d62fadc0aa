package dev.correnteza.bench.audit;

import java.util.List;

/**
 * What comparing the log with the topics said.
 *
 * @param webhooks distinct ones that were posted
 * @param accepted those of them that were answered 2xx at least once
 * @param records in the topics
 * @param lost accepted and not in the topic where they belong
 * @param lostIds the first of those
 * @param duplicates records of a webhook that had one already: posted again, or written again
 * @param foreign records that belong to nothing posted, or elsewhere
 * @param writtenWithoutAnswer webhooks that have a record and were never answered 2xx, which is allowed
 * @param withSharedKey webhooks whose key another one has too, so that their order counts
 * @param orderViolations those of them that come before one that was answered before they were posted
 * @param orderViolationIds the first of those
 */
public record Findings(
        long webhooks,
        long accepted,
        long records,
        long lost,
        List<Long> lostIds,
        long duplicates,
        long foreign,
        long writtenWithoutAnswer,
        long withSharedKey,
        long orderViolations,
        List<Long> orderViolationIds) {

    /** Whether nothing is lost, out of order or from elsewhere. */
    public boolean isClean() {
        return lost == 0 && orderViolations == 0 && foreign == 0;
    }
}
