package dev.correnteza.gateways.custom;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payload as expressions see it. A number with a fraction is a text: the language has no decimals, and money must not pass through
 * binary fractions. Members that are null are not there, nor are texts too long to be an id, a name or an amount.
 */
final class PayloadValues {
    private static final BigDecimal MIN_INT = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_INT = BigDecimal.valueOf(Long.MAX_VALUE);

    // What has more is no amount, and could be a few bytes that become gigabytes when written out.
    private static final int MAX_DIGITS = 60;

    private PayloadValues() {}

    /** @param object of {@link dev.correnteza.gateways.payload.JsonPayload#values} */
    static Map<String, Object> of(Map<String, ?> object) {
        Map<String, Object> seen = HashMap.newHashMap(object.size());
        object.forEach((name, value) -> {
            if (!(value instanceof String text && text.length() > BoundedOperators.MAX_TEXT)) {
                seen.put(name, seen(value));
            }
        });
        return seen;
    }

    static boolean isNull(@Nullable Object value) {
        return value == null || value instanceof NullValue;
    }

    private static Object seen(@Nullable Object value) {
        return switch (value) {
            case null -> NullValue.NULL_VALUE;
            case Map<?, ?> object -> {
                Map<String, Object> members = HashMap.newHashMap(object.size());
                object.forEach((name, member) -> members.put((String) name, member));
                yield of(members);
            }
            case List<?> elements -> {
                List<Object> list = new ArrayList<>(elements.size());
                elements.forEach(element -> list.add(seen(element)));
                yield list;
            }
            case BigDecimal number -> number(number);
            case String text when text.length() > BoundedOperators.MAX_TEXT -> NullValue.NULL_VALUE;
            default -> value;
        };
    }

    // Always with a point: two of them put together are then no number, where 1.5 and 100 would make 1.5100.
    private static Object number(BigDecimal number) {
        boolean whole = number.scale() <= 0;
        if (whole && number.compareTo(MIN_INT) >= 0 && number.compareTo(MAX_INT) <= 0) {
            return number.longValueExact();
        }
        return whole || number.scale() > MAX_DIGITS ? number.toString() : number.toPlainString();
    }
}
