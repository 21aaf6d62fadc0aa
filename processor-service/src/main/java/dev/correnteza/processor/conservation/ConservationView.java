package dev.correnteza.processor.conservation;

import java.time.Instant;

/**
 * What came in for an account in an hour and what became of it, as the API shows it.
 *
 * @param hour start of the hour, UTC, by the time records were written to their topics
 * @param received records in the topics, counted by a reader of its own
 * @param pending read still; 0 once the hour is complete
 * @param difference received and not accounted for; 0 while the hour is not complete, and anything else later is an alarm
 * @param complete whether both sides have read all of the hour
 */
record ConservationView(
        String accountId,
        Instant hour,
        long received,
        long applied,
        long duplicate,
        long quarantined,
        long parked,
        long deadLettered,
        long pending,
        long difference,
        boolean complete) {

    static ConservationView of(
            String accountId,
            Instant hour,
            long received,
            long applied,
            long duplicate,
            long quarantined,
            long parked,
            long deadLettered,
            boolean complete) {
        long missing = received - applied - duplicate - quarantined - parked - deadLettered;
        return new ConservationView(
                accountId,
                hour,
                received,
                applied,
                duplicate,
                quarantined,
                parked,
                deadLettered,
                complete ? 0 : Math.max(missing, 0),
                complete ? missing : 0,
                complete);
    }
}
