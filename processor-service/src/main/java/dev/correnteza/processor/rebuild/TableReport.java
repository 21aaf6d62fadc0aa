package dev.correnteza.processor.rebuild;

import java.util.List;
import java.util.Map;

/**
 * How a table came out. Canaries are left out of all.
 *
 * @param live rows of the books in use
 * @param rebuilt rows of the rebuilt books
 * @param onlyLive rows that no record tells
 * @param onlyRebuilt rows that the books in use lack
 * @param different rows that are in both, and not equal
 * @param otherOrder rows that tell another order of reading, and nothing else: no difference
 * @param forgotten rows whose record is older than all that their topic still has: nothing can be said about them
 * @param examples some rows that differ
 */
record TableReport(
        String table,
        long live,
        long rebuilt,
        long onlyLive,
        long onlyRebuilt,
        long different,
        long otherOrder,
        long forgotten,
        List<Example> examples) {

    long differences() {
        return onlyLive + onlyRebuilt + different;
    }

    /**
     * A row that differs, without its content.
     *
     * @param kind {@code ONLY_LIVE}, {@code ONLY_REBUILT} or {@code DIFFERENT}
     * @param key what names it
     * @param columns names of those that differ
     */
    record Example(String kind, Map<String, String> key, List<String> columns) {}
}
