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
 * What offers and products are called, in Portuguese and English, and the plan that says. Accents, hyphens and case do not matter,
 * whole words do. The longer of two readings of one place counts ("semi annual" is not annual); names that say two things say nothing.
 * Prices, trials, how often something is done and what has not to be paid are no lengths.
 */
final class PlanWords {
    private static final Map<PlanType, List<String>> WORDS = Map.of(
            WEEKLY, List.of("semanal", "semanalmente", "por semana", "weekly", "per week"),
            MONTHLY,
                    List.of(
                            "mensal",
                            "mensalmente",
                            "mensalidade",
                            "por mes",
                            "ao mes",
                            "monthly",
                            "per month",
                            "per mo"),
            // In English it means twice a month as well; what is sold so is charged every two months.
            BIMONTHLY, List.of("bimestral", "bimestralmente", "por bimestre", "bimonthly", "bi monthly"),
            QUARTERLY, List.of("trimestral", "trimestralmente", "por trimestre", "quarterly", "per quarter"),
            SEMIANNUAL,
                    List.of(
                            "semestral",
                            "semestralmente",
                            "por semestre",
                            "semianual",
                            "semianualmente",
                            "semi anual",
                            "semi anualmente",
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
                            "per year",
                            "per yr"),
            LIFETIME, List.of("vitalicio", "vitalicia", "para sempre", "lifetime", "life time", "forever"),
            // Known, and none of ours, or said of two lengths: they keep a part of them from being read.
            OTHER,
                    List.of(
                            "quinzenal",
                            "bi semanal",
                            "semi semanal",
                            "bi weekly",
                            "biweekly",
                            "semi weekly",
                            "bi mensal",
                            "bi mensalmente",
                            "semi mensal",
                            "tri mensal",
                            "semi monthly",
                            "quadrimestral",
                            "bi anual",
                            "bi anualmente",
                            "tri anual",
                            "bi annual",
                            "bi annually",
                            "bianual",
                            "biannual",
                            "bienal"));

    // Said of anything that lasts.
    private static final Set<String> VAGUE = Set.of("para sempre", "forever");

    private static final List<String> TIME_SOLD =
            List.of(" acesso ", " assinatura ", " plano ", " access ", " subscription ", " plan ");

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

    private static final Pattern PRICE = Pattern.compile(
            "(?:(?:r|us)?\\$|€|£|\\b(?:brl|usd|eur)\\b) ?[0-9][0-9.,]*|[0-9][0-9.]*,[0-9]{2}\\b|[0-9]+\\.[0-9]{2}\\b|[0-9]+ ?reais\\b");
    private static final Pattern POR = Pattern.compile("/ ?(?=(?:semana|mes|bimestre|trimestre|semestre|ano)\\b)");
    private static final Pattern PER = Pattern.compile("/ ?(?=(?:week|month|mo|quarter|year|yr)\\b)");

    private static final String NUMBER = "(?<number>[0-9]{1,4}|" + String.join("|", NUMBERS.keySet()) + ")";
    private static final String UNIT = "(?<unit>dias?|days?|semanas?|weeks?|mes|meses|months?|anos?|years?)";

    private static final Pattern COUNTED = Pattern.compile("(?<= )" + NUMBER + " " + UNIT + "(?= )");

    private static final List<Pattern> NOTHING = List.of(
            Pattern.compile("(?<= )sem (?:nenhuma |taxa de )?(?:mensalidades?|anuidades?)"
                    + "(?: (?:nem|ou|e) (?:mensalidades?|anuidades?))?(?= )"),
            Pattern.compile("(?<= )(?:no|without) (?:monthly|annual|yearly)(?= )"),
            Pattern.compile("(?<= )" + NUMBER + " (?:x|vez|vezes|times) (?:por|na|no|ao|a|per) " + UNIT + "(?= )"),
            Pattern.compile("(?<= )" + NUMBER + " " + UNIT
                    + " (?:de |of )?(?:garantia|guarantee|teste|trial|gratis|gratuitos?|free)(?= )"));

    private PlanWords() {}

    /**
     * The plan that a name says.
     *
     * @return empty where it says none; UNKNOWN where it says several, or one that is none of ours
     */
    static Optional<PlanType> read(String name) {
        return said(readings(name));
    }

    /**
     * The plan that the name of something says that nobody calls a subscription: a count is one of time that is sold where the name
     * says so before it ("acesso 30 dias"), else it is of anything ("desafio 30 dias").
     *
     * @return as {@link #read}
     */
    static Optional<PlanType> readSold(String name) {
        return said(
                readings(name).stream().filter(reading -> !reading.isVague()).toList());
    }

    private static Optional<PlanType> said(List<Reading> readings) {
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

    private static List<Reading> readings(String name) {
        String text = told(name);
        List<Reading> readings = new ArrayList<>();
        WORDS.forEach((type, phrases) -> phrases.forEach(phrase -> {
            String words = " " + phrase + " ";
            for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
                readings.add(new Reading(at + 1, at + words.length() - 1, type, VAGUE.contains(phrase)));
            }
        }));
        COUNTED.matcher(text)
                .results()
                .map(match -> counted(match, text))
                .flatMap(Optional::stream)
                .forEach(readings::add);
        return readings;
    }

    /** A name's words, without those that are about something else than a length. */
    private static String told(String name) {
        String unpriced = PRICE.matcher(folded(name)).replaceAll(" ");
        String text = normalized(
                PER.matcher(POR.matcher(unpriced).replaceAll(" por ")).replaceAll(" per "));
        for (Pattern nothing : NOTHING) {
            text = nothing.matcher(text).replaceAll("");
        }
        return text;
    }

    private static String folded(String name) {
        return MARKS.matcher(Normalizer.normalize(name, Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Words in lower case without accents, one blank before each and after the last; digits are words of their own. */
    static String normalized(String name) {
        String words = NO_WORD.matcher(folded(name)).replaceAll(" ").strip();
        return " " + DIGITS_END.matcher(words).replaceAll(" ") + " ";
    }

    // Other numbers of days are trials, guarantees and challenges.
    private static Optional<Reading> counted(MatchResult match, String text) {
        String number = match.group("number");
        int count = NUMBERS.containsKey(number) ? NUMBERS.get(number) : Integer.parseInt(number);
        PlanType type = switch (match.group("unit").charAt(0)) {
            case 'd' -> PlanType.ofDays(count);
            case 's', 'w' -> count == 1 ? WEEKLY : OTHER;
            case 'm' -> PlanType.ofMonths(count);
            default -> count == 1 ? ANNUAL : OTHER;
        };
        boolean isOfDays = match.group("unit").startsWith("d");
        String before = text.substring(0, match.start());
        return isOfDays && type == OTHER
                ? Optional.empty()
                : Optional.of(new Reading(
                        match.start(), match.end(), type, TIME_SOLD.stream().noneMatch(before::contains)));
    }

    /**
     * What a place in the text says.
     *
     * @param isVague whether it is a plan only of what is known to be one
     */
    private record Reading(int start, int end, PlanType type, boolean isVague) {
        boolean isMoreThan(Reading other) {
            return start <= other.start && end >= other.end && end - start > other.end - other.start;
        }
    }
}
