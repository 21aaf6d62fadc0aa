package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** How old, or how far ahead, a signed time may be. */
final class TimeWindow {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    private TimeWindow() {}

    /** Empty where the text is not of digits alone. */
    static Optional<Instant> seconds(String text) {
        return DIGITS.matcher(text).matches()
                ? Optional.of(Instant.EPOCH.plusSeconds(Long.parseLong(text)))
                : Optional.empty();
    }

    /** As {@link #seconds}. */
    static Optional<Instant> millis(String text) {
        return DIGITS.matcher(text).matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
                : Optional.empty();
    }

    /** What is verified, unless it was signed outside the window: only a signed time says anything. */
    static Verification applied(Verification verification, Instant signedAt, Duration tolerance, Instant receivedAt) {
        boolean outside =
                signedAt.isBefore(receivedAt.minus(tolerance)) || signedAt.isAfter(receivedAt.plus(tolerance));
        return verification instanceof Verified && outside ? new Rejected(Rejection.OUTSIDE_TIME_WINDOW) : verification;
    }
}
