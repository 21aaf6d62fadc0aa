package dev.correnteza.tracking.meta;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code user_data} of one event: hashes, and the few values that Meta wants in clear. A value that cannot be normalized is left
 * out; it never costs the event.
 *
 * @param values by key, in the order they are sent
 */
public record UserData(Map<String, Object> values) {
    private static final Pattern HASH = Pattern.compile("[a-f0-9]{64}");
    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Pattern FBC =
            Pattern.compile("fb\\.[0-9]\\.[0-9]{13}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]{2,8})?");
    private static final Pattern FBP = Pattern.compile("fb\\.[0-9]\\.[0-9]{13}\\.[0-9]{1,20}(\\.[A-Za-z0-9_-]{2,8})?");

    /** An event that has only keys of one of these sets is refused (documented, 2804050). */
    private static final List<Set<String>> TOO_BROAD = List.of(
            Set.of("ct", "country", "st", "zp", "ge", "client_user_agent"),
            Set.of("db", "client_user_agent"),
            Set.of("fn", "ge"),
            Set.of("ln", "ge"));

    public UserData {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * @param variants whether other forms of the same value are sent beside the first; whether that helps or harms is not documented
     */
    public static UserData of(Person person, boolean variants) {
        Map<String, Object> values = new LinkedHashMap<>();
        String country = first(person.countryCode(), Places::countryForms);
        boolean mayBeBrazilian = country == null || country.equals("br");
        Hashed hashed = new Hashed(values, variants);
        hashed.put("em", person.email(), Emails::forms);
        hashed.put("ph", person.phone(), phone -> Phones.forms(phone, mayBeBrazilian));
        hashed.put("fn", person.givenName(), Names::givenForms);
        hashed.put("ln", person.familyName(), Names::familyForms);
        hashed.put("db", person.birthDate(), Traits::birthDateForms);
        hashed.put("ge", person.gender(), Traits::genderForms);
        hashed.put("ct", person.city(), Places::cityForms);
        hashed.put("st", person.state(), Places::stateForms);
        hashed.put("zp", person.postalCode(), code -> Places.postalCodeForms(code, country));
        hashed.put("country", person.countryCode(), Places::countryForms);
        hashed.put("external_id", person.externalId(), id -> id.isBlank() ? List.of() : List.of(id.strip()));
        putIf(isPresent(person.clientAddress()), values, "client_ip_address", person.clientAddress());
        putIf(isPresent(person.userAgent()), values, "client_user_agent", person.userAgent());
        putIf(isFbc(person.fbc()), values, "fbc", person.fbc());
        putIf(isFbp(person.fbp()), values, "fbp", person.fbp());
        return new UserData(values);
    }

    /** Whether Meta would refuse an event with these keys because they fit too many people. */
    public static boolean isTooBroad(Set<String> keys) {
        return TOO_BROAD.stream().anyMatch(broad -> broad.containsAll(keys));
    }

    static boolean isFbc(@Nullable String value) {
        return value != null && FBC.matcher(value).matches();
    }

    static boolean isFbp(@Nullable String value) {
        return value != null && FBP.matcher(value).matches();
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static boolean isSendableHash(String value) {
        return HASH.matcher(value).matches() && !value.equals(HASH_OF_NOTHING);
    }

    @Override
    public String toString() {
        return "UserData" + values.keySet();
    }

    private static boolean isPresent(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static @Nullable String first(@Nullable String typed, Function<String, List<String>> forms) {
        return typed == null ? null : forms.apply(typed).stream().findFirst().orElse(null);
    }

    private static void putIf(boolean wanted, Map<String, Object> values, String key, @Nullable String value) {
        if (wanted && value != null) {
            values.put(key, value);
        }
    }

    private record Hashed(Map<String, Object> values, boolean variants) {
        void put(String key, @Nullable String typed, Function<String, List<String>> forms) {
            if (typed == null) {
                return;
            }
            List<String> hashes = forms.apply(typed).stream()
                    .limit(variants ? Long.MAX_VALUE : 1)
                    .filter(form -> !form.isEmpty())
                    .map(UserData::sha256)
                    .filter(UserData::isSendableHash)
                    .distinct()
                    .toList();
            if (!hashes.isEmpty()) {
                values.put(key, hashes);
            }
        }
    }
}
