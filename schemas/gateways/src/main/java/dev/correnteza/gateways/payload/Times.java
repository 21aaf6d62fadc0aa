package dev.correnteza.gateways.payload;

import dev.correnteza.gateways.Normalization.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in payloads. A time that is there and cannot be read makes the payload not understood: it orders a payment's events. */
public final class Times {
    /** Zone of Brazilian dates without one, by the tz database. */
    public static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** An offset without its colon, as Mercado Pago writes it: ISO 8601 too, and more than the JDK reads. */
    private static final Pattern BASIC_OFFSET = Pattern.compile("(?<=T.{5,30}[+-])([0-9]{2})([0-9]{2})$");

    private Times() {}

    /** Milliseconds since 1970; {@code null} where absent. */
    public static @Nullable Instant epochMillis(JsonPayload payload, String name) {
        Long millis = wholeNumber(payload, name);
        return millis == null ? null : plausible(Instant.ofEpochMilli(millis), payload, name);
    }

    /** Seconds since 1970; {@code null} where absent. */
    public static @Nullable Instant epochSeconds(JsonPayload payload, String name) {
        Long seconds = wholeNumber(payload, name);
        if (seconds == null) {
            return null;
        }
        try {
            return plausible(Instant.ofEpochSecond(seconds), payload, name);
        } catch (DateTimeException e) {
            throw unreadable(payload, name);
        }
    }

    /**
     * ISO 8601 with {@code T} or a blank, with offset (its colon may be missing), with {@code Z} or without, or a plain date (its
     * first moment); {@code null} where absent.
     *
     * @param zone of what is written without an offset
     */
    public static @Nullable Instant iso(JsonPayload payload, String name, ZoneId zone) {
        String text = payload.text(name);
        return text == null ? null : plausible(parseIso(text, zone, payload, name), payload, name);
    }

    /** A local date and time in the given pattern; {@code null} where absent. */
    public static @Nullable Instant local(JsonPayload payload, String name, DateTimeFormatter format, ZoneId zone) {
        String text = payload.text(name);
        if (text == null) {
            return null;
        }
        try {
            return plausible(LocalDateTime.parse(text, format).atZone(zone).toInstant(), payload, name);
        } catch (DateTimeParseException e) {
            throw unreadable(payload, name);
        }
    }

    private static Instant parseIso(String text, ZoneId zone, JsonPayload payload, String name) {
        String iso = BASIC_OFFSET.matcher(text.replace(' ', 'T')).replaceFirst("$1:$2");
        try {
            if (iso.length() <= 10) {
                return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
            }
            if (iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10) {
                return OffsetDateTime.parse(iso)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant();
            }
            return LocalDateTime.parse(iso).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw unreadable(payload, name);
        }
    }

    private static @Nullable Long wholeNumber(JsonPayload payload, String name) {
        if (!payload.has(name) || isBlank(payload, name)) {
            return null;
        }
        BigDecimal number = payload.number(name);
        if (number == null || number.precision() - (long) number.scale() > 18) {
            throw unreadable(payload, name);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw unreadable(payload, name);
        }
    }

    private static boolean isBlank(JsonPayload payload, String name) {
        return payload.text(name) == null && payload.isText(name);
    }

    private static Instant plausible(Instant instant, JsonPayload payload, String name) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw unreadable(payload, name);
        }
        return instant;
    }

    private static NotUnderstoodException unreadable(JsonPayload payload, String name) {
        return new NotUnderstoodException(Reason.UNREADABLE_TIME, payload.pathOf(name));
    }
}
