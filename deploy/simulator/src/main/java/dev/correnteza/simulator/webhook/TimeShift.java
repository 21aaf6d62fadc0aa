package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Moves every time inside a JSON body, however it is written, by the same duration: the sale then happened now. */
final class TimeShift {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern OFFSET =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d:\\d\\d");
    private static final Pattern WITHOUT_ZONE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    private static final Pattern LOCAL_MINUTES = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final DateTimeFormatter LOCAL_FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter LOCAL_MINUTES_FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final long EARLIEST_MILLIS = 1_400_000_000_000L;
    private static final long LATEST_MILLIS = 2_000_000_000_000L;
    private static final long MILLIS_PER_SECOND = 1_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    private TimeShift() {}

    static void apply(ObjectNode object, Duration by) {
        for (String name : object.propertyNames().stream().toList()) {
            JsonNode value = object.get(name);
            switch (value) {
                case ObjectNode child -> apply(child, by);
                case ArrayNode children ->
                    children.forEach(child -> {
                        if (child instanceof ObjectNode element) {
                            apply(element, by);
                        }
                    });
                default -> shift(object, name, value, by);
            }
        }
    }

    /** As above, for the values of a form. */
    static void apply(Map<String, String> form, Duration by) {
        form.replaceAll((name, value) -> shifted(value, by));
    }

    private static void shift(ObjectNode object, String name, JsonNode value, Duration by) {
        if (value.isString()) {
            object.put(name, shifted(value.stringValue(), by));
        } else if (value.isIntegralNumber() && isTimeName(name)) {
            long number = value.longValue();
            if (isMillis(number)) {
                object.put(name, number + by.toMillis());
            } else if (isMillis(number * MILLIS_PER_SECOND)) {
                object.put(name, number + by.toSeconds());
            }
        }
    }

    private static String shifted(String text, Duration by) {
        if (INSTANT.matcher(text).matches()) {
            return OffsetDateTime.parse(text).plus(by).toInstant().toString();
        }
        if (OFFSET.matcher(text).matches()) {
            return OffsetDateTime.parse(text).plus(by).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        if (WITHOUT_ZONE.matcher(text).matches()) {
            return LocalDateTime.parse(text).plus(by).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }
        if (LOCAL.matcher(text).matches()) {
            return LocalDateTime.parse(text, LOCAL_FORMAT).plus(by).format(LOCAL_FORMAT);
        }
        if (LOCAL_MINUTES.matcher(text).matches()) {
            return LocalDateTime.parse(text, LOCAL_MINUTES_FORMAT).plus(by).format(LOCAL_MINUTES_FORMAT);
        }
        if (DATE.matcher(text).matches()) {
            // Rounded down: the day of what happened now is never tomorrow.
            return LocalDate.parse(text)
                    .plusDays(Math.floorDiv(by.toSeconds(), SECONDS_PER_DAY))
                    .toString();
        }
        return text;
    }

    private static boolean isTimeName(String name) {
        return name.contains("date")
                || name.endsWith("Date")
                || name.endsWith("_at")
                || name.equals("created")
                || name.startsWith("current_period_");
    }

    private static boolean isMillis(long number) {
        return number > EARLIEST_MILLIS && number < LATEST_MILLIS;
    }
}
