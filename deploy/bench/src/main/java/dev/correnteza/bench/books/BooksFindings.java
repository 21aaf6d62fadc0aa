package dev.correnteza.bench.books;

import java.util.List;

/**
 * What came of a load.
 *
 * @param isThrough whether every record was in the log and nothing was left in the outbox, within the patience
 * @param events that are distinct
 * @param records that were written, repeats among them
 * @param logged rows of the webhook log: one for each record
 * @param differences of the tables from what they must say
 * @param firstDifferences the first of them, in words
 * @param open the transitions in the topic for everybody
 * @param closed those in the private topic
 */
public record BooksFindings(
        boolean isThrough,
        int events,
        int records,
        long logged,
        int differences,
        List<String> firstDifferences,
        TransitionAudit.Findings open,
        TransitionAudit.Findings closed) {
    /** Whether nothing is lost, double or different. */
    public boolean isClean() {
        return isThrough && logged == records && differences == 0 && open.isClean() && closed.isClean();
    }
}
