package dev.correnteza.events.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An amount of money, never negative.
 *
 * @param minor in minor units of the currency: 1050 is BRL 10.50 or JPY 1050
 * @param currency ISO 4217 code in upper case, one that {@link #digits} knows
 */
public record Money(long minor, String currency) {
    /** Digits after the point by ISO 4217 where they are not two; its funds codes and metals are no money to charge. */
    private static final Map<String, Integer> ODD_DIGITS = Map.ofEntries(
            Map.entry("BIF", 0),
            Map.entry("CLP", 0),
            Map.entry("DJF", 0),
            Map.entry("GNF", 0),
            Map.entry("ISK", 0),
            Map.entry("JPY", 0),
            Map.entry("KMF", 0),
            Map.entry("KRW", 0),
            Map.entry("PYG", 0),
            Map.entry("RWF", 0),
            Map.entry("UGX", 0),
            Map.entry("UYI", 0),
            Map.entry("VND", 0),
            Map.entry("VUV", 0),
            Map.entry("XAF", 0),
            Map.entry("XOF", 0),
            Map.entry("XPF", 0),
            Map.entry("BHD", 3),
            Map.entry("IQD", 3),
            Map.entry("JOD", 3),
            Map.entry("KWD", 3),
            Map.entry("LYD", 3),
            Map.entry("OMR", 3),
            Map.entry("TND", 3),
            Map.entry("CLF", 4),
            Map.entry("UYW", 4));

    // The list of ISO 4217 itself, not the JDK's: what counts as money must not change with the runtime.
    private static final Set<String> TWO_DIGITS = Set.of(
            "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND", "BOB",
            "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP", "CVE", "CZK",
            "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ",
            "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KPW", "KYD",
            "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
            "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP",
            "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS",
            "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
            "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG");

    // Far beyond 64 bits, because zeros at the end say nothing, and far below what takes time.
    private static final int MAX_DIGITS = 60;

    public Money {
        if (minor < 0) {
            throw new IllegalArgumentException("minor: negative (expected: 0 or more)");
        }
        if (digits(currency).isEmpty()) {
            throw new IllegalArgumentException("currency: unknown (expected: an ISO 4217 code)");
        }
    }

    /** Digits after the point of a currency; empty for a code that is not in ISO 4217. */
    public static Optional<Integer> digits(String currency) {
        Integer odd = ODD_DIGITS.get(currency);
        if (odd != null) {
            return Optional.of(odd);
        }
        return TWO_DIGITS.contains(currency) ? Optional.of(2) : Optional.empty();
    }

    /**
     * Reads an amount written in major units.
     *
     * @param major such as 10.5 for BRL 10.50; exponents and trailing zeros do not matter
     * @return empty when the currency is unknown, the amount is negative, has more non-zero digits than the currency or does not
     *     fit 64 bits: nothing is rounded
     */
    public static Optional<Money> ofMajor(BigDecimal major, String currency) {
        Optional<Integer> digits = digits(currency);
        if (digits.isEmpty() || major.signum() < 0 || isUnreasonable(major)) {
            return Optional.empty();
        }
        try {
            long minor = major.movePointRight(digits.get()).longValueExact();
            return Optional.of(new Money(minor, currency));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an amount written in minor units.
     *
     * @return empty when the currency is unknown, the amount is negative, not whole or does not fit 64 bits
     */
    public static Optional<Money> ofMinor(BigDecimal minor, String currency) {
        if (digits(currency).isEmpty() || minor.signum() < 0 || isUnreasonable(minor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Money(minor.longValueExact(), currency));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    // 1e1000000000 is a few bytes long and would become gigabytes when written out.
    private static boolean isUnreasonable(BigDecimal number) {
        BigInteger unscaled = number.unscaledValue();
        return unscaled.bitLength() > MAX_DIGITS * 4 || Math.abs((long) number.scale()) > MAX_DIGITS;
    }
}
