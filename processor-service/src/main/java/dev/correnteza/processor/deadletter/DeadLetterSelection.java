package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request about many dead letters: those that are open and fit, the newest first.
 *
 * @param cursor of the answer before; those behind it are next. Others may be open still, as what is decided about them is not read yet
 */
public record DeadLetterSelection(
        @Nullable String errorCode,
        @Nullable String accountId,
        @Nullable String gateway,
        @Nullable String since,
        @Nullable String until,
        @Nullable String cursor,
        @Nullable Integer limit) {

    public DeadLetterFilter filter() {
        return DeadLetterFilter.of(null, errorCode, accountId, gateway, since, until)
                .open();
    }

    /** Behind which they are; the first where none is given. */
    public Cursor after() {
        return Cursor.of(cursor);
    }

    /** How many at most; 50 where none is given. */
    public int size() {
        return Limit.of(limit == null ? null : limit.toString());
    }
}
