package dev.correnteza.backfill.gateway.hotmart;

import dev.correnteza.backfill.gateway.HistoryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a reading of the sales history stands: a window of order dates, a group of statuses, a page.
 *
 * <p>Every status is named, because without one only APPROVED and COMPLETE come back. The groups go along the life of a sale, so
 * that one whose status changes while the window is read moves into a group that is still to come, and is not missed. Windows
 * share their bounds, because nobody says whether these are included.
 *
 * @param from first order date of the window
 * @param to last order date of the window
 * @param group of statuses, by its number
 * @param pageToken {@code null} for the group's first page
 */
record HotmartSweep(
        Instant from, Instant to, int group, @Nullable String pageToken) {
    /** In the API's spelling, UNDER_ANALISYS included. */
    static final List<List<String>> GROUPS = List.of(
            List.of(
                    "STARTED",
                    "PRE_ORDER",
                    "WAITING_PAYMENT",
                    "PRINTED_BILLET",
                    "PROCESSING_TRANSACTION",
                    "UNDER_ANALISYS"),
            List.of("OVERDUE", "NO_FUNDS", "BLOCKED", "CANCELLED", "EXPIRED"),
            List.of("APPROVED"),
            List.of("COMPLETE"),
            List.of("PROTESTED", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"));

    private static final String SEPARATOR = "/";
    private static final int PARTS = 4;

    static HotmartSweep first(HistoryRange range, Duration window) {
        return new HotmartSweep(range.from(), end(range.from(), range, window), 0, null);
    }

    /** Reads what {@link #text} wrote. */
    static HotmartSweep parse(String cursor) {
        String[] parts = cursor.split(SEPARATOR, PARTS);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("cursor: " + parts.length + " parts (expected: " + PARTS + ")");
        }
        return new HotmartSweep(
                Instant.parse(parts[0]),
                Instant.parse(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3].isEmpty() ? null : parts[3]);
    }

    String text() {
        return String.join(
                SEPARATOR, from.toString(), to.toString(), Integer.toString(group), pageToken == null ? "" : pageToken);
    }

    List<String> statuses() {
        return GROUPS.get(group);
    }

    /** The page after this one. */
    HotmartSweep page(String nextPageToken) {
        return new HotmartSweep(from, to, group, nextPageToken);
    }

    /** The same group from its first page on. */
    HotmartSweep again() {
        return new HotmartSweep(from, to, group, null);
    }

    /** What follows the last page of this group; {@code null} at the end of the range. */
    @Nullable
    HotmartSweep next(HistoryRange range, Duration window) {
        if (group + 1 < GROUPS.size()) {
            return new HotmartSweep(from, to, group + 1, null);
        }
        return to.isBefore(range.to()) ? new HotmartSweep(to, end(to, range, window), 0, null) : null;
    }

    /** How much of the range lies before this, 0 to 1. */
    double progress(HistoryRange range) {
        double before = Duration.between(range.from(), from).toMillis();
        double inside = Duration.between(from, to).toMillis() * (double) group / GROUPS.size();
        return (before + inside) / Duration.between(range.from(), range.to()).toMillis();
    }

    private static Instant end(Instant from, HistoryRange range, Duration window) {
        Instant end = from.plus(window);
        return end.isBefore(range.to()) ? end : range.to();
    }
}
