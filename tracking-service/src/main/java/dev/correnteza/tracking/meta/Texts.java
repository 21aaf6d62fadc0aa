package dev.correnteza.tracking.meta;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What all keys have in common before they are hashed. */
final class Texts {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t\\n\\r]]");
    private static final Pattern OUTER_SPACE = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Texts() {}

    /** Composed, without invisible characters, without any kind of space around it, in lower case of no language. */
    static String clean(String typed) {
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        String visible = INVISIBLE.matcher(composed).replaceAll("");
        return OUTER_SPACE.matcher(visible).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Without accents. */
    static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }
}
