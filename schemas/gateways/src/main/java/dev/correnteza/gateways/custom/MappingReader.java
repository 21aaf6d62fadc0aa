package dev.correnteza.gateways.custom;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;

import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.custom.CustomMapping.Items;
import dev.correnteza.gateways.custom.ExpressionLanguage.BrokenExpression;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the part of a definition that says what webhooks mean, and compiles its expressions. */
final class MappingReader {
    static final String TRANSACTION_ID = "transactionId";
    static final String EVENT_ID = "eventId";
    static final String OCCURRENCE = "occurrence";
    static final String OCCURRED_AT = "occurredAt";
    static final String SUBSCRIPTION_ID = "subscriptionId";
    static final String EXTERNAL_REFERENCE = "externalReference";
    static final String WEBHOOK_TOKEN = "webhookToken";
    static final String TRACKING_TOKEN = "trackingToken";
    static final String END_TO_END_ID = "endToEndId";
    static final String INSTALLMENTS = "installments";
    static final String METHOD = "method";
    static final String MONEY = "money.";
    static final String CURRENCY = MONEY + "currency";
    static final String AMOUNT = MONEY + "amount";
    static final String NET = MONEY + "net";
    static final String FEE = MONEY + "fee";
    static final String REFUNDED = MONEY + "refunded";

    static final List<String> CUSTOMER = List.of("name", "email", "document", "phone");
    static final List<String> ATTRIBUTION = List.of(
            "src", "sck", "utmSource", "utmMedium", "utmCampaign", "utmContent", "utmTerm", "fbclid", "fbc", "fbp");
    static final List<String> ITEM = List.of("productId", "name", "offerId", "planId", "sku", "quantity", "unitAmount");

    private static final List<String> PLAIN = List.of(
            TRANSACTION_ID,
            EVENT_ID,
            OCCURRENCE,
            SUBSCRIPTION_ID,
            EXTERNAL_REFERENCE,
            WEBHOOK_TOKEN,
            TRACKING_TOKEN,
            END_TO_END_ID,
            INSTALLMENTS);
    private static final List<String> AMOUNTS = List.of("amount", "net", "fee", "refunded");
    private static final Map<String, Boolean> UNITS = Map.of("minor", true, "major", false);
    private static final Set<String> METHODS = Stream.of(PaymentMethod.values())
            .filter(method -> method != PaymentMethod.UNKNOWN)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Expression> fields = new LinkedHashMap<>();
    private final Section mapping;

    private MappingReader(Section mapping) {
        this.mapping = mapping;
    }

    /** Problems go to the section; after one, the mapping must not be used. Empty where not even its type can be told. */
    static Optional<CustomMapping> read(Section mapping) {
        return new MappingReader(mapping).read();
    }

    private Optional<CustomMapping> read() {
        Section type = mapping.child("type");
        Optional<Expression> word = required(type, "value", "type");
        Map<String, String> types = type.words("words", EventType.ALL);
        type.refuseOthers();
        for (String name : PLAIN) {
            put(name, mapping, name);
        }
        if (!mapping.has(TRANSACTION_ID)) {
            mapping.problem(TRANSACTION_ID, "missing", "an expression");
        }
        @Nullable
        TimeFormat occurredAt =
                mapping.optionalChild(OCCURRED_AT).map(this::time).orElse(null);
        boolean inMinor = mapping.optionalChild("money").map(this::money).orElse(true);
        Map<String, PaymentMethod> methods =
                mapping.optionalChild(METHOD).map(this::methods).orElse(Map.of());
        group("customer", CUSTOMER);
        group("attribution", ATTRIBUTION);
        @Nullable
        Items items = mapping.optionalChild("items").flatMap(this::items).orElse(null);
        requireWhatTypesNeed(types);
        mapping.refuseOthers();
        return word.map(expression -> new CustomMapping(
                expression, types, Collections.unmodifiableMap(fields), occurredAt, inMinor, methods, items));
    }

    private void requireWhatTypesNeed(Map<String, String> types) {
        if (types.containsValue(PAYMENT_PAID) && !fields.containsKey(AMOUNT)) {
            mapping.problem("money.amount", "missing", "an expression, since a word means " + PAYMENT_PAID);
        }
        if (types.containsValue(PAYMENT_PARTIALLY_REFUNDED) && !fields.containsKey(OCCURRENCE)) {
            mapping.problem(
                    OCCURRENCE, "missing", "an expression that tells one partial refund of a payment from the next");
        }
        if (types.values().stream().anyMatch(EventType::concernsSubscription) && !fields.containsKey(SUBSCRIPTION_ID)) {
            mapping.problem(SUBSCRIPTION_ID, "missing", "an expression, since a word means subscription.*");
        }
    }

    private TimeFormat time(Section section) {
        required(section, "value", OCCURRED_AT).ifPresent(expression -> fields.put(OCCURRED_AT, expression));
        String format = section.text("format");
        TimeFormat time = switch (format) {
            case "epoch-seconds" -> new TimeFormat.EpochSeconds();
            case "epoch-millis" -> new TimeFormat.EpochMillis();
            case "iso" -> new TimeFormat.Iso(zone(section));
            case "pattern" -> new TimeFormat.Local(pattern(section), zone(section));
            default -> {
                if (!format.isEmpty()) {
                    section.problem("format", "unknown", "epoch-millis, epoch-seconds, iso, pattern");
                }
                yield new TimeFormat.EpochSeconds();
            }
        };
        section.refuseOthers();
        return time;
    }

    private static ZoneId zone(Section section) {
        String zone = section.text("zone");
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            section.problem("zone", "unknown", "a zone such as America/Sao_Paulo, for times without an offset");
            return ZoneOffset.UTC;
        }
    }

    private static DateTimeFormatter pattern(Section section) {
        String pattern = section.text("pattern");
        try {
            DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            LocalDateTime _ = LocalDateTime.parse(
                    LocalDateTime.of(2026, 11, 22, 13, 14, 15).format(format), format);
            return format;
        } catch (IllegalArgumentException | DateTimeException e) {
            if (!pattern.isEmpty()) {
                section.problem(
                        "pattern", "not usable", "a date and a time without offset, such as dd/MM/yyyy HH:mm:ss");
            }
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        }
    }

    private boolean money(Section section) {
        boolean inMinor = section.choice("unit", UNITS, true);
        required(section, "currency", CURRENCY).ifPresent(expression -> fields.put(CURRENCY, expression));
        for (String name : AMOUNTS) {
            put(MONEY + name, section, name);
        }
        section.refuseOthers();
        return inMinor;
    }

    private Map<String, PaymentMethod> methods(Section section) {
        required(section, "value", METHOD).ifPresent(expression -> fields.put(METHOD, expression));
        Map<String, PaymentMethod> methods = new LinkedHashMap<>();
        section.words("words", METHODS).forEach((word, method) -> methods.put(word, PaymentMethod.valueOf(method)));
        section.refuseOthers();
        return Map.copyOf(methods);
    }

    private void group(String name, List<String> members) {
        mapping.optionalChild(name).ifPresent(section -> {
            for (String member : members) {
                put(name + "." + member, section, member);
            }
            section.refuseOthers();
        });
    }

    private Optional<Items> items(Section section) {
        Optional<Expression> each = required(section, "each", "items");
        Map<String, Expression> ofItem = new LinkedHashMap<>();
        for (String name : ITEM) {
            section.optionalText(name)
                    .flatMap(text ->
                            compiled(section, name, () -> ExpressionLanguage.compileOfItem("items." + name, text)))
                    .ifPresent(expression -> ofItem.put(name, expression));
        }
        if (ofItem.containsKey("unitAmount") && !fields.containsKey(CURRENCY)) {
            section.problem("unitAmount", "without a currency", "money.currency");
        }
        section.refuseOthers();
        return each.map(expression -> new Items(expression, Collections.unmodifiableMap(ofItem)));
    }

    private void put(String field, Section section, String name) {
        section.optionalText(name)
                .flatMap(text -> compiled(section, name, () -> ExpressionLanguage.compile(field, text)))
                .ifPresent(expression -> fields.put(field, expression));
    }

    private static Optional<Expression> required(Section section, String name, String field) {
        String text = section.text(name);
        return text.isEmpty()
                ? Optional.empty()
                : compiled(section, name, () -> ExpressionLanguage.compile(field, text));
    }

    private static Optional<Expression> compiled(Section section, String name, Compilation compilation) {
        try {
            return Optional.of(compilation.expression());
        } catch (BrokenExpression e) {
            section.problem(name, e.problem(), "an expression");
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Compilation {
        Expression expression() throws BrokenExpression;
    }
}
