package dev.correnteza.tracking.meta;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code ph}: digits only, with country code, without leading zeros. Without a plus sign, a number that can be Brazilian by the
 * numbering plan is; nobody else's national numbers can be told from international ones, and those are taken as typed.
 */
final class Phones {
    private static final String BRAZIL = "55";
    private static final Set<String> AREAS = Set.of(
            "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "22", "24", "27", "28", "31", "32", "33", "34",
            "35", "37", "38", "41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "53", "54", "55", "61", "62",
            "63", "64", "65", "66", "67", "68", "69", "71", "73", "74", "75", "77", "79", "81", "82", "83", "84", "85",
            "86", "87", "88", "89", "91", "92", "93", "94", "95", "96", "97", "98", "99");
    private static final Pattern NATIONAL = Pattern.compile("[1-9][1-9](9[0-9]{8}|[2-9][0-9]{7})");
    private static final Pattern MOBILE = Pattern.compile("55[1-9][1-9]9[0-9]{8}");
    private static final Pattern MOBILE_WITHOUT_NINE = Pattern.compile("55[1-9][1-9][6-9][0-9]{7}");
    private static final Pattern TRUNK_ZERO_INSIDE = Pattern.compile("550+(?<national>[1-9][0-9]{9,10})");
    private static final Pattern PLAUSIBLE = Pattern.compile("[1-9][0-9]{7,14}");

    private Phones() {}

    /**
     * @param mayBeBrazilian false when the customer is known to live elsewhere
     * @return the number first, then the same mobile with or without its ninth digit; empty when it is none
     */
    static List<String> forms(String typed, boolean mayBeBrazilian) {
        String text = Texts.clean(typed);
        String digits = digits(text);
        String number = text.startsWith("+") ? withoutZeros(digits) : international(digits, mayBeBrazilian);
        var trunkZero = TRUNK_ZERO_INSIDE.matcher(number);
        if (trunkZero.matches() && isNational(trunkZero.group("national"))) {
            number = BRAZIL + trunkZero.group("national");
        }
        if (!PLAUSIBLE.matcher(number).matches()) {
            return List.of();
        }
        if (MOBILE.matcher(number).matches()) {
            return List.of(number, number.substring(0, 4) + number.substring(5));
        }
        if (MOBILE_WITHOUT_NINE.matcher(number).matches()) {
            return List.of(number, number.substring(0, 4) + "9" + number.substring(4));
        }
        return List.of(number);
    }

    private static String international(String digits, boolean mayBeBrazilian) {
        String number = withoutZeros(digits);
        if (digits.startsWith("00") || !mayBeBrazilian) {
            return number;
        }
        if (isNational(number)) {
            return BRAZIL + number;
        }
        // 0 + two digits of the carrier + area code + number
        boolean dialled = digits.startsWith("0") && number.length() >= 12;
        return dialled && isNational(number.substring(2)) ? BRAZIL + number.substring(2) : number;
    }

    private static boolean isNational(String number) {
        return NATIONAL.matcher(number).matches() && AREAS.contains(number.substring(0, 2));
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(one -> digits.append(Character.digit(one, 10)));
        return digits.toString();
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+", "");
    }
}
