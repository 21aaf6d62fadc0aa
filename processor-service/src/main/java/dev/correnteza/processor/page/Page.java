package dev.correnteza.processor.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the order of the list
 * @param nextCursor to be sent as {@code cursor} for the page after; {@code null} on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Cuts a page from what was read.
     *
     * @param read one item more than the limit where there is a page after this one
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, Cursor> cursorOf) {
        if (read.size() <= limit) {
            return new Page<>(List.copyOf(read), null);
        }
        List<T> items = List.copyOf(read.subList(0, limit));
        return new Page<>(items, cursorOf.apply(items.getLast()).encoded());
    }
}
