package dev.correnteza.gateways;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Our own tokens, recognized by their form wherever a gateway gives them back. */
public final class Tokens {
    /** Query parameter, metadata key or checkout parameter that carries the webhook token. */
    public static final String WEBHOOK_TOKEN = "webhook_token";

    /** Query parameter, metadata key or checkout parameter that carries the tracking token. */
    public static final String TRACKING_TOKEN = "tracking_token";

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern UUID_WITHOUT_DASHES =
            Pattern.compile("([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})");
    private static final Pattern TRACKING = Pattern.compile("ctk_[A-Za-z0-9_-]{16,60}");

    private Tokens() {}

    /** The first of the texts that is a webhook token (a UUID), in lower case; {@code null} where none is. */
    public static @Nullable String webhookToken(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && UUID.matcher(candidate).matches()) {
                return candidate.toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /**
     * As {@link #webhookToken}, for a gateway whose reference takes letters and digits only: a UUID of 32 digits, given back with its
     * dashes.
     */
    public static @Nullable String webhookTokenWithoutDashes(@Nullable String candidate) {
        if (candidate == null) {
            return null;
        }
        Matcher uuid = UUID_WITHOUT_DASHES.matcher(candidate);
        return uuid.matches() ? uuid.replaceFirst("$1-$2-$3-$4-$5").toLowerCase(Locale.ROOT) : null;
    }

    /** The first of the texts that is a tracking token; {@code null} where none is. */
    public static @Nullable String trackingToken(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && TRACKING.matcher(candidate).matches()) {
                return candidate;
            }
        }
        return null;
    }
}
