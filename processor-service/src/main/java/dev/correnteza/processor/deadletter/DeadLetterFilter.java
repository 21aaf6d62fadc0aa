package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.page.BadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of a tenant; what is {@code null} leaves all.
 *
 * @param since given up for the last time then or later
 * @param until given up for the last time before
 */
public record DeadLetterFilter(
        DeadLetter.@Nullable State state,
        @Nullable String errorCode,
        @Nullable String accountId,
        @Nullable String gateway,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** @throws BadRequest when a value is none of its kind */
    public static DeadLetterFilter of(
            @Nullable String state,
            @Nullable String errorCode,
            @Nullable String accountId,
            @Nullable String gateway,
            @Nullable String since,
            @Nullable String until) {
        return new DeadLetterFilter(
                state(state), errorCode, accountId, gateway, time("since", since), time("until", until));
    }

    /** The same of those that somebody has to decide about. */
    public DeadLetterFilter open() {
        return new DeadLetterFilter(DeadLetter.State.OPEN, errorCode, accountId, gateway, since, until);
    }

    private static DeadLetter.@Nullable State state(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        String upper = asked.toUpperCase(Locale.ROOT);
        return Arrays.stream(DeadLetter.State.values())
                .filter(state -> state.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        "state",
                        "one of "
                                + Arrays.stream(DeadLetter.State.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(String name, @Nullable String asked) {
        try {
            return asked == null ? null : Instant.parse(asked);
        } catch (DateTimeException e) {
            throw new BadRequest(name, "a time such as 2026-03-01T12:00:00Z");
        }
    }
}
