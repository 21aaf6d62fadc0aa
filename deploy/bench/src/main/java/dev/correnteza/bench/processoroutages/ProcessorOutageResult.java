package dev.correnteza.bench.processoroutages;

import dev.correnteza.bench.books.BooksFindings;
import java.util.List;

/**
 * What a run came to.
 *
 * @param held whether every trouble was made, no connection leaked, and nothing is lost, double or different
 * @param troubles one after the other
 * @param unexpectedEnds times that processor-service ended
 * @param seconds for which events were written
 * @param books what came of the events
 */
public record ProcessorOutageResult(
        boolean held, List<Trouble> troubles, int unexpectedEnds, long seconds, BooksFindings books) {
    /**
     * One kind of trouble, and what was left of it.
     *
     * @param name for people
     * @param wanted how many hits at least
     * @param hits sessions that were cut, statements that were canceled, deadlocks that a batch lost, or outages
     * @param seconds that it was made
     * @param catchUpSeconds from its end until all that was written by then was in the log; negative if it never was
     * @param after connections once that was so
     */
    public record Trouble(String name, int wanted, int hits, double seconds, double catchUpSeconds, Connections after) {
        boolean isOver() {
            return hits >= wanted && catchUpSeconds >= 0 && after.isAtRest();
        }
    }
}
