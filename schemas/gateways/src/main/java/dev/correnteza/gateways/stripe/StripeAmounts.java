package dev.correnteza.gateways.stripe;

import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Money in minor units as Stripe counts them, which for a few currencies is not as ISO 4217 does. */
final class StripeAmounts {
    private StripeAmounts() {}

    static String currency(JsonPayload object) {
        String code = object.requiredText("currency").toUpperCase(Locale.ROOT);
        digits(code, object);
        return code;
    }

    /** {@code null} where absent. */
    static @Nullable Money read(JsonPayload object, String name, String currency) {
        if (!object.has(name)) {
            return null;
        }
        int digits = digits(currency, object);
        // What the currency of ISO 4217 cannot hold, half a krona for one, is not understood.
        return Optional.ofNullable(object.number(name))
                .flatMap(number -> Money.ofMinor(number, currency))
                .flatMap(whole -> Money.ofMajor(BigDecimal.valueOf(whole.minor(), digits), currency))
                .orElseThrow(() -> unreadable(object, name));
    }

    /** The first of the amounts that is there; the last one has to be. */
    static Money required(JsonPayload object, String currency, String... names) {
        for (String name : names) {
            Money money = read(object, name, currency);
            if (money != null) {
                return money;
            }
        }
        throw unreadable(object, names[names.length - 1]);
    }

    private static int digits(String code, JsonPayload object) {
        return switch (code) {
            case "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF" -> 0;
            // Two in ISO 4217.
            case "MGA" -> 0;
            // None in ISO 4217; written with two zeros since before they lost their cents.
            case "ISK", "UGX" -> 2;
            case "BHD", "JOD", "KWD", "OMR", "TND" -> 3;
            default -> {
                if (Money.digits(code).orElse(0) != 2) {
                    throw new NotUnderstoodException(Reason.UNKNOWN_CURRENCY, object.pathOf("currency"));
                }
                yield 2;
            }
        };
    }

    private static NotUnderstoodException unreadable(JsonPayload object, String name) {
        return new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, object.pathOf(name));
    }
}
