package dev.correnteza.processor.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by time, newest first, then by id: rows of the same time are neither lost nor repeated.
 *
 * @param at time of the last row read
 * @param id id of the last row read
 */
public record Cursor(Instant at, String id) {
    /** Before the first row. */
    public static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), "~");

    private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
    private static final char SEPARATOR = ' ';

    /** @throws BadRequest when the text is not one of our cursors */
    public static Cursor of(@Nullable String encoded) {
        if (encoded == null || encoded.isBlank()) {
            return START;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            int separator = text.indexOf(SEPARATOR);
            Cursor cursor = new Cursor(Instant.parse(text.substring(0, separator)), text.substring(separator + 1));
            boolean isInRange = !cursor.at().isBefore(EARLIEST) && !cursor.at().isAfter(START.at());
            if (isInRange && cursor.id().indexOf('\0') < 0) {
                return cursor;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            // refused below
        }
        throw new BadRequest("cursor", "a nextCursor of an earlier answer");
    }

    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at.toString() + SEPARATOR + id).getBytes(StandardCharsets.UTF_8));
    }
}
