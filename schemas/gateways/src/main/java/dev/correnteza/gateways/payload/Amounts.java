package dev.correnteza.gateways.payload;

import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Reason;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Money in payloads. An amount that is there and cannot be read is never left out or rounded: the payload is not understood. */
public final class Amounts {
    private Amounts() {}

    /** An ISO 4217 code in any case; the payload is not understood where it is absent or unknown. */
    public static String currency(JsonPayload payload, String name) {
        String code = payload.requiredText(name).toUpperCase(Locale.ROOT);
        if (Money.digits(code).isEmpty()) {
            throw new NotUnderstoodException(Reason.UNKNOWN_CURRENCY, payload.pathOf(name));
        }
        return code;
    }

    /** An amount in major units (10.5 is BRL 10.50); {@code null} where absent or blank. */
    public static @Nullable Money major(JsonPayload payload, String name, String currency) {
        return read(payload, name, number -> Money.ofMajor(number, currency));
    }

    /** An amount in minor units (1050 is BRL 10.50); {@code null} where absent or blank. */
    public static @Nullable Money minor(JsonPayload payload, String name, String currency) {
        return read(payload, name, number -> Money.ofMinor(number, currency));
    }

    /** An amount in major units that has to be there. */
    public static Money requiredMajor(JsonPayload payload, String name, String currency) {
        return required(major(payload, name, currency), payload, name);
    }

    /** An amount in minor units that has to be there. */
    public static Money requiredMinor(JsonPayload payload, String name, String currency) {
        return required(minor(payload, name, currency), payload, name);
    }

    private static Money required(@Nullable Money money, JsonPayload payload, String name) {
        if (money == null) {
            throw new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, payload.pathOf(name));
        }
        return money;
    }

    private static @Nullable Money read(JsonPayload payload, String name, Reader reader) {
        if (!payload.has(name) || isBlank(payload, name)) {
            return null;
        }
        BigDecimal number = payload.number(name);
        return Optional.ofNullable(number)
                .flatMap(reader::read)
                .orElseThrow(() -> new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, payload.pathOf(name)));
    }

    private static boolean isBlank(JsonPayload payload, String name) {
        return payload.text(name) == null && payload.isText(name);
    }

    @FunctionalInterface
    private interface Reader {
        Optional<Money> read(BigDecimal number);
    }
}
