package dev.correnteza.processor.rebuild;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The schemas of a rebuild. Statements name them as {@code [live]}, {@code [new]} and {@code [before]}: names cannot be bound.
 *
 * @param live the books in use
 * @param rebuilt those that are made anew
 * @param before where the tables go that are replaced
 */
record Schemas(String live, String rebuilt, String before) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,40}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    Schemas {
        if (!NAME.matcher(live).matches()) {
            throw new IllegalArgumentException("spring.flyway.default-schema: " + live + " (expected: " + NAME + ")");
        }
    }

    static Schemas of(String live, Instant now) {
        return new Schemas(live, live + "_rebuild", live + "_before_" + TIME.format(now));
    }

    /** The statement with what stands in brackets replaced: names and conditions of this project's own, never values. */
    static String filled(String sql, Map<String, String> parts) {
        String filled = sql;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            filled = filled.replace("[" + part.getKey() + "]", part.getValue());
        }
        return filled;
    }

    String in(String sql) {
        return sql.replace("[live]", live).replace("[new]", rebuilt).replace("[before]", before);
    }
}
