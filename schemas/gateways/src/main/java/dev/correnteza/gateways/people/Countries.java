package dev.correnteza.gateways.people;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Countries as ISO 3166-1 alpha-2. */
public final class Countries {
    private static final Pattern ALPHA_2 = Pattern.compile("[A-Z]{2}");

    private Countries() {}

    /** A two-letter code in any case, or Brazil by name; {@code null} for everything else. */
    public static @Nullable String alpha2(@Nullable String country) {
        if (country == null) {
            return null;
        }
        String upper = country.strip().toUpperCase(Locale.ROOT);
        if (upper.equals("BRASIL") || upper.equals("BRAZIL")) {
            return "BR";
        }
        return ALPHA_2.matcher(upper).matches() ? upper : null;
    }
}
