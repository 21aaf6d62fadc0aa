package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.page.BadRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name who or what will use it; not looked at
 * @param role VIEWER, OPERATOR or ADMIN
 * @param expiresAt ISO 8601 instant until which it is accepted; for no end where none is given
 */
record NewKey(
        @Nullable String name,
        @Nullable String role,
        @Nullable String expiresAt) {
    private static final int MAX_NAME = 100;
    private static final Duration MAX_LIFE = Duration.ofDays(36_500);

    String checkedName() {
        if (name == null
                || name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest("name", "1 to " + MAX_NAME + " characters that can be printed");
        }
        return name.strip();
    }

    Role checkedRole() {
        return switch (role == null ? "" : role.toUpperCase(Locale.ROOT)) {
            case "VIEWER" -> Role.VIEWER;
            case "OPERATOR" -> Role.OPERATOR;
            case "ADMIN" -> Role.ADMIN;
            default -> throw new BadRequest("role", "VIEWER, OPERATOR or ADMIN");
        };
    }

    @Nullable
    Instant checkedExpiry(Instant now) {
        if (expiresAt == null) {
            return null;
        }
        try {
            Instant expiry = Instant.parse(expiresAt).truncatedTo(ChronoUnit.MICROS);
            if (expiry.isAfter(now) && expiry.isBefore(now.plus(MAX_LIFE))) {
                return expiry;
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new BadRequest("expiresAt", "an instant to come, such as 2030-01-31T12:00:00Z");
    }
}
