package dev.correnteza.bench.processorrebalances;

import dev.correnteza.bench.books.BooksFindings;
import java.util.List;

/**
 * What a run came to.
 *
 * @param held whether nothing is lost, double or different, and no partition was idle for too long
 * @param ended times that an instance left in order
 * @param killed times that one was killed
 * @param unexpectedEnds times that one ended by itself
 * @param seconds for which events were written
 * @param longestIdleSeconds of each partition: the longest time that it had records to be applied and none was
 * @param books what came of the events
 */
public record RebalanceResult(
        boolean held,
        int ended,
        int killed,
        int unexpectedEnds,
        long seconds,
        List<Double> longestIdleSeconds,
        BooksFindings books) {
    /** More is too long. */
    public static final double IDLE_LIMIT_SECONDS = 30;

    static RebalanceResult of(
            int ended, int killed, int unexpectedEnds, long seconds, List<Double> longestIdle, BooksFindings books) {
        boolean isPrompt = longestIdle.stream().allMatch(idle -> idle <= IDLE_LIMIT_SECONDS);
        return new RebalanceResult(
                books.isClean() && isPrompt && unexpectedEnds == 0,
                ended,
                killed,
                unexpectedEnds,
                seconds,
                List.copyOf(longestIdle),
                books);
    }
}
