package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.Limit;
import org.jspecify.annotations.Nullable;

/** Body of a request about many dead letters: those that are open and fit, the newest first. */
public record DeadLetterSelection(
        @Nullable String errorCode,
        @Nullable String accountId,
        @Nullable String gateway,
        @Nullable String since,
        @Nullable String until,
        @Nullable Integer limit) {

    public DeadLetterFilter filter() {
        return DeadLetterFilter.of(null, errorCode, accountId, gateway, since, until)
                .open();
    }

    /** How many at most; 50 where none is given. */
    public int size() {
        return Limit.of(limit == null ? null : limit.toString());
    }
}
