package dev.correnteza.tracking.meta;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code db} and {@code ge}. */
final class Traits {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<y>[0-9]{4})[-/.]?(?<m>[0-9]{2})[-/.]?(?<d>[0-9]{2})([t ].*)?");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?<a>[0-9]{1,2})[-/. ](?<b>[0-9]{1,2})[-/. ](?<y>[0-9]{4})");
    private static final int OLDEST_YEAR = 1900;

    private Traits() {}

    /** YYYYMMDD; of two possible readings the Brazilian one, day before month. */
    static List<String> birthDateForms(String typed) {
        String text = Texts.clean(typed);
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return date(number(yearFirst, "y"), number(yearFirst, "m"), number(yearFirst, "d"));
        }
        Matcher yearLast = YEAR_LAST.matcher(text);
        if (!yearLast.matches()) {
            return List.of();
        }
        int first = number(yearLast, "a");
        int second = number(yearLast, "b");
        boolean dayFirst = second <= 12;
        return date(number(yearLast, "y"), dayFirst ? second : first, dayFirst ? first : second);
    }

    /** m or f, of English and Portuguese words; empty for anything else. */
    static List<String> genderForms(String typed) {
        return switch (Texts.clean(typed)) {
            case "m", "male", "masculino", "homem" -> List.of("m");
            case "f", "female", "feminino", "mulher" -> List.of("f");
            default -> List.of();
        };
    }

    private static List<String> date(int year, int month, int day) {
        if (year < OLDEST_YEAR) {
            return List.of();
        }
        try {
            LocalDate date = LocalDate.of(year, month, day);
            return List.of("%04d%02d%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
