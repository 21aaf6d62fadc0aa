package dev.correnteza.gateways.kirvano;

import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prices written for people: {@code R$ 1.216,80}. */
final class KirvanoPrices {
    static final String CURRENCY = "BRL";

    private static final Pattern PRICE =
            Pattern.compile("(?:R\\$)?[\\s\\h]*([0-9]{1,3}(?:\\.[0-9]{3})+|[0-9]{1,15}),([0-9]{2})");

    private KirvanoPrices() {}

    /** A price that has to be there, with two digits after its comma. */
    static Money required(JsonPayload payload, String name) {
        @Nullable String text = payload.text(name);
        Matcher price = PRICE.matcher(text == null ? "" : text);
        if (!price.matches()) {
            throw unreadable(payload, name);
        }
        BigDecimal major = new BigDecimal(price.group(1).replace(".", "") + "." + price.group(2));
        return Money.ofMajor(major, CURRENCY).orElseThrow(() -> unreadable(payload, name));
    }

    /** A price; {@code null} where absent. */
    static @Nullable Long minor(JsonPayload payload, String name) {
        if (!payload.has(name)) {
            return null;
        }
        return required(payload, name).minor();
    }

    static NotUnderstoodException unreadable(JsonPayload payload, String name) {
        return new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, payload.pathOf(name));
    }
}
