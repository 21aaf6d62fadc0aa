package dev.correnteza.events.identity;

import java.util.UUID;

/**
 * Id of a fact: equal however often and by whichever lane the fact comes, never equal for two facts.
 *
 * <p>It is made of what the gateway calls the fact, never of arrival time, offset, lane or a hash of the body.
 */
public final class EventId {
    private EventId() {}

    /**
     * Id of a fact that can happen to its subject only once, such as a payment being paid.
     *
     * @param accountId account that reported it
     * @param subject what it happened to: transaction, subscription or cart, in the gateway's spelling used for matching
     * @param type canonical type
     */
    public static UUID once(String accountId, String subject, String type) {
        return DeterministicId.of("event", accountId, subject, type);
    }

    /**
     * Id of a fact that can happen to its subject several times, such as a renewal or a partial refund.
     *
     * @param occurrence what tells one time from the next in the gateway's own words: a refund id, cycle number or state's version
     */
    public static UUID each(String accountId, String subject, String type, String occurrence) {
        return DeterministicId.of("event", accountId, subject, type, occurrence);
    }
}
