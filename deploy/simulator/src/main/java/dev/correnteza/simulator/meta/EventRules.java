package dev.correnteza.simulator.meta;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an event must be to be taken. The first fault found is the answer for the whole request. */
final class EventRules {
    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final Duration MAX_AGE_IN_STORE = Duration.ofDays(62);
    // Meta gives no number; this is the one that another sender keeps to.
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    private static final Set<String> ACTION_SOURCES = Set.of(
            "email",
            "website",
            "app",
            "phone_call",
            "chat",
            "physical_store",
            "system_generated",
            "business_messaging",
            "other");
    private static final List<String> HASHED = List.of("em", "ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country");
    private static final List<Set<String>> TOO_BROAD = List.of(
            Set.of("ct", "country", "st", "zp", "ge", "client_user_agent"),
            Set.of("db", "client_user_agent"),
            Set.of("fn", "ge"),
            Set.of("ln", "ge"));

    private static final Pattern HASH = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern CLICK_ID = Pattern.compile("fb\\.[0-9]\\.[0-9]{13}\\.[^.\\s]+(\\.[^.\\s]+)?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private EventRules() {}

    /** Empty when the event can be taken. */
    static Optional<Refusal> refusal(JsonNode event, Instant now) {
        return Optional.ofNullable(firstFault(event, now));
    }

    private static @Nullable Refusal firstFault(JsonNode event, Instant now) {
        if (!event.isObject()) {
            return Refusal.invalidParameter("data must contain objects");
        }
        if (isBlankOrNoText(event.path("event_name"))) {
            return Refusal.invalidParameter("event_name is required");
        }
        if (!ACTION_SOURCES.contains(event.path("action_source").asString(""))) {
            return Refusal.invalidParameter("action_source is required and must be one of the documented sources");
        }
        if (event.path("action_source").asString("").equals("website")
                && isBlankOrNoText(event.path("event_source_url"))) {
            return Refusal.invalidParameter("event_source_url is required for website events");
        }
        Refusal untimely = timeFault(event, now);
        if (untimely != null) {
            return untimely;
        }
        Refusal unmatchable = userDataFault(event.path("user_data"));
        return unmatchable != null ? unmatchable : purchaseFault(event);
    }

    private static @Nullable Refusal timeFault(JsonNode event, Instant now) {
        JsonNode time = event.path("event_time");
        if (!time.isIntegralNumber() || !time.canConvertToLong()) {
            return Refusal.invalidParameter("event_time is required, in seconds");
        }
        boolean inStore = event.path("action_source").asString("").equals("physical_store");
        long seconds = time.asLong();
        if (seconds > now.plus(MAX_AHEAD).getEpochSecond()) {
            return Refusal.invalidParameter("event_time is in the future");
        }
        long oldest = now.minus(inStore ? MAX_AGE_IN_STORE : MAX_AGE).getEpochSecond();
        return seconds < oldest ? Refusal.tooOld() : null;
    }

    private static @Nullable Refusal userDataFault(JsonNode userData) {
        if (!userData.isObject() || userData.isEmpty()) {
            return Refusal.insufficientUserData();
        }
        for (String key : HASHED) {
            if (userData.has(key) && !isHashed(userData.get(key))) {
                return Refusal.notHashed(key);
            }
        }
        JsonNode clickId = userData.path("fbc");
        if (!clickId.isMissingNode() && !CLICK_ID.matcher(clickId.asString("")).matches()) {
            return Refusal.malformedClickId();
        }
        Set<String> keys = new HashSet<>(userData.propertyNames());
        boolean tooBroad = TOO_BROAD.stream().anyMatch(broad -> broad.containsAll(keys));
        return tooBroad ? Refusal.insufficientUserData() : null;
    }

    private static boolean isHashed(JsonNode value) {
        if (!value.isArray()) {
            return value.isString() && HASH.matcher(value.asString()).matches();
        }
        return !value.isEmpty()
                && value.valueStream()
                        .allMatch(one ->
                                one.isString() && HASH.matcher(one.asString()).matches());
    }

    private static @Nullable Refusal purchaseFault(JsonNode event) {
        if (!event.path("event_name").asString("").equals("Purchase")) {
            return null;
        }
        JsonNode customData = event.path("custom_data");
        JsonNode value = customData.path("value");
        boolean numeric = value.isNumber()
                || (value.isString() && NUMBER.matcher(value.asString()).matches());
        if (!numeric) {
            return Refusal.noValue();
        }
        return isCurrency(customData.path("currency").asString("")) ? null : Refusal.noCurrency();
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code.toUpperCase(Locale.ROOT)));
    }

    private static boolean isBlankOrNoText(JsonNode node) {
        return !node.isString() || node.asString().isBlank();
    }
}
