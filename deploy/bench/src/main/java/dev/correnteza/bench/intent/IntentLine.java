package dev.correnteza.bench.intent;

import java.util.Locale;

/**
 * One line of the log.
 *
 * @param event what happened
 * @param id of the webhook
 * @param topic where its record belongs
 * @param hash of its body
 * @param status that was answered; 0 where none was, or not yet
 * @param micros since the log was opened
 */
public record IntentLine(Event event, long id, String topic, String hash, int status, long micros) {
    private static final String SEPARATOR = "|";
    private static final int FIELDS = 6;

    /** What a line says of a webhook. */
    public enum Event {
        /** It is about to be posted. */
        POSTED,
        /** It was answered, or the connection ended without an answer. */
        ANSWERED
    }

    String text() {
        return String.join(
                SEPARATOR,
                event.name().toLowerCase(Locale.ROOT),
                Long.toString(id),
                topic,
                hash,
                Integer.toString(status),
                Long.toString(micros));
    }

    /** @throws IllegalArgumentException when this is no line */
    static IntentLine parse(String text) {
        String[] fields = text.split("\\|", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("fields of a line: " + fields.length + " (expected: " + FIELDS + ")");
        }
        return new IntentLine(
                Event.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[1]),
                fields[2],
                fields[3],
                Integer.parseInt(fields[4]),
                Long.parseLong(fields[5]));
    }
}
