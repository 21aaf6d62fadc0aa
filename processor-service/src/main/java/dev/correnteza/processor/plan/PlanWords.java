package dev.correnteza.processor.plan;

import static dev.correnteza.processor.plan.PlanType.ANNUAL;
import static dev.correnteza.processor.plan.PlanType.BIMONTHLY;
import static dev.correnteza.processor.plan.PlanType.LIFETIME;
import static dev.correnteza.processor.plan.PlanType.MONTHLY;
import static dev.correnteza.processor.plan.PlanType.OTHER;
import static dev.correnteza.processor.plan.PlanType.QUARTERLY;
import static dev.correnteza.processor.plan.PlanType.SEMIANNUAL;
import static dev.correnteza.processor.plan.PlanType.UNKNOWN;
import static dev.correnteza.processor.plan.PlanType.WEEKLY;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What offers and products are called, in Portuguese and English, and the plan that says. Accents and case do not matter, whole words
 * do. The longer of two readings of one place counts ("semi annual" is not annual); names that say two things say nothing.
 */
final class PlanWords {
    private static final Map<PlanType, List<String>> WORDS = Map.of(
            WEEKLY, List.of("semanal", "semanalmente", "por semana", "weekly", "per week"),
            MONTHLY, List.of("mensal", "mensalmente", "mensalidade", "por mes", "ao mes", "monthly", "per month"),
            // In English it means twice a month as well; what is sold so is charged every two months.
            BIMONTHLY, List.of("bimestral", "bimestralmente", "bimonthly", "bi monthly"),
            QUARTERLY, List.of("trimestral", "trimestralmente", "quarterly"),
            SEMIANNUAL,
                    List.of(
                            "semestral",
                            "semestralmente",
                            "semiannual",
                            "semiannually",
                            "semi annual",
                            "semi annually",
                            "half yearly"),
            ANNUAL,
                    List.of(
                            "anual",
                            "anualmente",
                            "anuidade",
                            "por ano",
                            "ao ano",
                            "annual",
                            "annually",
                            "yearly",
                            "per year"),
            LIFETIME, List.of("vitalicio", "vitalicia", "para sempre", "lifetime", "life time", "forever"),
            // Known, and none of ours: they keep a part of them from being read.
            OTHER,
                    List.of(
                            "quinzenal",
                            "bi weekly",
                            "biweekly",
                            "quadrimestral",
                            "bi anual",
                            "bi annual",
                            "bianual",
                            "biannual",
                            "bienal"));

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("um", 1),
            Map.entry("uma", 1),
            Map.entry("one", 1),
            Map.entry("dois", 2),
            Map.entry("duas", 2),
            Map.entry("two", 2),
            Map.entry("tres", 3),
            Map.entry("three", 3),
            Map.entry("seis", 6),
            Map.entry("six", 6),
            Map.entry("doze", 12),
            Map.entry("twelve", 12));

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern DIGITS_END = Pattern.compile("(?<=[0-9])(?=\\p{L})");
    private static final Pattern COUNTED =
            Pattern.compile("(?<= )(?<number>[0-9]{1,4}|" + String.join("|", NUMBERS.keySet())
                    + ") (?<unit>dias?|days?|semanas?|weeks?|mes|meses|months?|anos?|years?)(?= )");

    private PlanWords() {}

    /**
     * The plan that a name says.
     *
     * @return empty where it says none; UNKNOWN where it says several, or one that is none of ours
     */
    static Optional<PlanType> read(String name) {
        String text = normalized(name);
        List<Reading> readings = new ArrayList<>();
        WORDS.forEach((type, phrases) -> phrases.forEach(phrase -> {
            String words = " " + phrase + " ";
            for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
                readings.add(new Reading(at + 1, at + words.length() - 1, type));
            }
        }));
        COUNTED.matcher(text)
                .results()
                .map(PlanWords::counted)
                .flatMap(Optional::stream)
                .forEach(readings::add);
        Set<PlanType> said = EnumSet.noneOf(PlanType.class);
        readings.stream()
                .filter(reading -> readings.stream().noneMatch(other -> other.isMoreThan(reading)))
                .forEach(reading -> said.add(reading.type()));
        if (said.isEmpty()) {
            return Optional.empty();
        }
        PlanType only = said.iterator().next();
        return Optional.of(said.size() > 1 || only == OTHER ? UNKNOWN : only);
    }

    /** Words in lower case without accents, one blank before each and after the last; digits are words of their own. */
    static String normalized(String name) {
        String bare = MARKS.matcher(Normalizer.normalize(name, Form.NFKD)).replaceAll("");
        String words =
                NO_WORD.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return " " + DIGITS_END.matcher(words).replaceAll(" ") + " ";
    }

    // Other numbers of days are trials, guarantees and challenges.
    private static Optional<Reading> counted(MatchResult match) {
        String number = match.group("number");
        int count = NUMBERS.containsKey(number) ? NUMBERS.get(number) : Integer.parseInt(number);
        PlanType type = switch (match.group("unit").charAt(0)) {
            case 'd' -> PlanType.ofDays(count);
            case 's', 'w' -> count == 1 ? WEEKLY : OTHER;
            case 'm' -> PlanType.ofMonths(count);
            default -> count == 1 ? ANNUAL : OTHER;
        };
        boolean isOfDays = match.group("unit").startsWith("d");
        return isOfDays && type == OTHER
                ? Optional.empty()
                : Optional.of(new Reading(match.start(), match.end(), type));
    }

    /** What a place in the text says. */
    private record Reading(int start, int end, PlanType type) {
        boolean isMoreThan(Reading other) {
            return start <= other.start && end >= other.end && end - start > other.end - other.start;
        }
    }
}
