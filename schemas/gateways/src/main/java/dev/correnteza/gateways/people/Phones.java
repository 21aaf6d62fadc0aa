package dev.correnteza.gateways.people;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phones as E.164. Numbering plan of Anatel: two digits of area code, none of them 0, then 8 digits, or 9 beginning with 9. */
public final class Phones {
    private static final String BRAZIL = "55";
    private static final Pattern NATIONAL = Pattern.compile("[1-9][1-9](9[0-9]{8}|[2-9][0-9]{7})");
    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{7,14}");

    private Phones() {}

    /**
     * E.164 of a phone whose area code may stand apart, be repeated in the number, or be missing.
     *
     * @param areaCode may hold a country code or nothing useful
     * @param number as sent
     * @param country ISO 3166-1 alpha-2 of the customer; {@code null} where unknown, which counts as Brazil
     * @return {@code null} where E.164 cannot be told
     */
    public static @Nullable String e164(@Nullable String areaCode, @Nullable String number, @Nullable String country) {
        if (number == null) {
            return null;
        }
        String digits = digits(number);
        if (number.strip().startsWith("+")) {
            boolean complete = digits.startsWith(BRAZIL)
                    ? NATIONAL.matcher(digits.substring(BRAZIL.length())).matches()
                    : INTERNATIONAL.matcher(digits).matches();
            return complete ? "+" + digits : null;
        }
        if (country != null && !country.equals("BR")) {
            return null;
        }
        // 10 or 11 digits carry no country code, also when they begin with 55: that is an area code too.
        String national = switch (digits.length()) {
            case 8, 9 -> areaCode == null ? "" : digits(areaCode) + digits;
            case 10, 11 -> digits;
            case 12, 13 -> digits.startsWith(BRAZIL) ? digits.substring(BRAZIL.length()) : "";
            default -> "";
        };
        return NATIONAL.matcher(national).matches() ? "+" + BRAZIL + national : null;
    }

    /** E.164 of a phone whose country calling code stands apart, with or without a plus. */
    public static @Nullable String e164WithCallingCode(
            @Nullable String callingCode, @Nullable String areaCode, @Nullable String number) {
        String calling = callingCode == null ? "" : digits(callingCode);
        if (calling.isEmpty() || calling.equals(BRAZIL)) {
            return e164(areaCode, number, "BR");
        }
        String rest = (areaCode == null ? "" : digits(areaCode)) + (number == null ? "" : digits(number));
        return number != null && INTERNATIONAL.matcher(calling + rest).matches() ? "+" + calling + rest : null;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= '0' && letter <= '9') {
                digits.append(letter);
            }
        }
        return digits.toString();
    }
}
