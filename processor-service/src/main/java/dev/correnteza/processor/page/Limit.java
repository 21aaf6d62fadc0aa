package dev.correnteza.processor.page;

import org.jspecify.annotations.Nullable;

/** Sizes of pages. */
public final class Limit {
    private static final int DEFAULT = 50;
    private static final int MAX = 500;

    private Limit() {}

    /**
     * The size that a caller asks for; 50 where none is given.
     *
     * @throws BadRequest when it is not between 1 and 500
     */
    public static int of(@Nullable String asked) {
        if (asked == null) {
            return DEFAULT;
        }
        try {
            int limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new BadRequest("limit", "1 to " + MAX);
    }
}
