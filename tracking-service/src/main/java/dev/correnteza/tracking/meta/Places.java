package dev.correnteza.tracking.meta;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ct}, {@code st}, {@code zp}, {@code country}. */
final class Places {
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}]");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]");
    private static final Pattern LATIN = Pattern.compile("[a-z]+");
    private static final Pattern ZIP_PLUS_FOUR = Pattern.compile("[0-9]{5}\\p{Pd}[0-9]{4}");
    private static final Pattern CEP = Pattern.compile("[0-9]{8}");
    private static final Pattern CEP_WITHOUT_ZERO = Pattern.compile("[0-9]{7}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> BRAZIL = Map.of("brasil", "br", "brazil", "br", "bra", "br");
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("acre", "ac"),
            Map.entry("alagoas", "al"),
            Map.entry("amapa", "ap"),
            Map.entry("amazonas", "am"),
            Map.entry("bahia", "ba"),
            Map.entry("ceara", "ce"),
            Map.entry("distritofederal", "df"),
            Map.entry("espiritosanto", "es"),
            Map.entry("goias", "go"),
            Map.entry("maranhao", "ma"),
            Map.entry("matogrosso", "mt"),
            Map.entry("matogrossodosul", "ms"),
            Map.entry("minasgerais", "mg"),
            Map.entry("para", "pa"),
            Map.entry("paraiba", "pb"),
            Map.entry("parana", "pr"),
            Map.entry("pernambuco", "pe"),
            Map.entry("piaui", "pi"),
            Map.entry("riodejaneiro", "rj"),
            Map.entry("riograndedonorte", "rn"),
            Map.entry("riograndedosul", "rs"),
            Map.entry("rondonia", "ro"),
            Map.entry("roraima", "rr"),
            Map.entry("santacatarina", "sc"),
            Map.entry("saopaulo", "sp"),
            Map.entry("sergipe", "se"),
            Map.entry("tocantins", "to"));

    private Places() {}

    /** Letters only; the accented form that both SDKs send first, then the one without accents. */
    static List<String> cityForms(String typed) {
        String city = NO_LETTER.matcher(Texts.clean(typed)).replaceAll("");
        return city.isEmpty() ? List.of() : distinct(city, Texts.fold(city));
    }

    /**
     * Letters only. Plain letters go first as typed, because there both SDKs agree; with accents they disagree (one cuts São Paulo
     * to sopaulo), and the two-letter code (UF) goes first. The other form follows.
     */
    static List<String> stateForms(String typed) {
        String state = NO_LETTER.matcher(Texts.clean(typed)).replaceAll("");
        if (state.isEmpty()) {
            return List.of();
        }
        String code = STATES.getOrDefault(Texts.fold(state), state);
        return LATIN.matcher(state).matches() ? distinct(state, code) : distinct(code, state);
    }

    /**
     * Letters and digits only: a CEP has all of its 8 digits (the SDKs cut it at its dash, which the documentation allows in the US
     * only), a US ZIP its first 5.
     *
     * @param country {@code null} when not known
     */
    static List<String> postalCodeForms(String typed, @Nullable String country) {
        String text = Texts.clean(typed);
        String code = NO_LETTER_OR_DIGIT.matcher(text).replaceAll("");
        boolean unknown = country == null;
        if ("us".equals(country) || (unknown && ZIP_PLUS_FOUR.matcher(text).matches())) {
            return code.length() < 5 ? List.of() : List.of(code.substring(0, 5));
        }
        if ("br".equals(country) && CEP_WITHOUT_ZERO.matcher(code).matches()) {
            code = "0" + code;
        }
        if (("br".equals(country) || unknown) && CEP.matcher(code).matches()) {
            return distinct(code, code.substring(0, 5));
        }
        return code.length() < 2 || "br".equals(country) ? List.of() : List.of(code);
    }

    /** An assigned ISO 3166-1 alpha-2 code; of names only Brazil's. Empty for anything else. */
    static List<String> countryForms(String typed) {
        String text = Texts.clean(typed);
        String code = BRAZIL.getOrDefault(text, text);
        return COUNTRIES.contains(code.toUpperCase(Locale.ROOT)) ? List.of(code) : List.of();
    }

    private static List<String> distinct(String first, String second) {
        return List.copyOf(new LinkedHashSet<>(List.of(first, second)));
    }
}
