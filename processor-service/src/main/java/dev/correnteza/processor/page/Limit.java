package dev.correnteza.processor.page;

/** Sizes of pages. */
public final class Limit {
    public static final String DEFAULT = "50";
    private static final int MAX = 500;

    private Limit() {}

    /** @throws BadRequest when it is not between 1 and 500 */
    public static int checked(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new BadRequest("limit", "1 to " + MAX);
        }
        return limit;
    }
}
