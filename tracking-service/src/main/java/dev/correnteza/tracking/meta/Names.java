package dev.correnteza.tracking.meta;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code fn}, {@code ln}: lower case without punctuation; accents and inner blanks stay, as in Meta's SDKs. */
final class Names {
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{Sk}$+<=>|~]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private Names() {}

    /** The name first, then without blanks (as the Pixel does) and its first word; empty when no letter is left. */
    static List<String> givenForms(String typed) {
        return forms(typed, true);
    }

    /** The name first, then without blanks and its last word; empty when no letter is left. */
    static List<String> familyForms(String typed) {
        return forms(typed, false);
    }

    private static List<String> forms(String typed, boolean firstWord) {
        String name = Texts.clean(PUNCTUATION.matcher(typed).replaceAll(""));
        if (name.codePoints().noneMatch(Character::isLetter)) {
            return List.of();
        }
        String[] words = BLANKS.split(name);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(name);
        forms.add(String.join("", words));
        forms.add(firstWord ? words[0] : words[words.length - 1]);
        return List.copyOf(forms);
    }
}
