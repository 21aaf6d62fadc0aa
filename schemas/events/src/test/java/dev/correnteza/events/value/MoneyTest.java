package dev.correnteza.events.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
                "XOF", "XPF"
            })
    void hasNoDigitsInCurrenciesWithoutMinorUnit(String currency) {
        assertThat(Money.ofMajor(new BigDecimal("12500.00"), currency)).contains(new Money(12_500, currency));
        assertThat(Money.ofMajor(new BigDecimal("12500.5"), currency)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
    void hasThreeDigitsInDinars(String currency) {
        assertThat(Money.ofMajor(new BigDecimal("1.234"), currency)).contains(new Money(1_234, currency));
        assertThat(Money.ofMajor(new BigDecimal("1.2345"), currency)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLF", "UYW"})
    void hasFourDigitsInUnitsOfAccount(String currency) {
        assertThat(Money.ofMajor(new BigDecimal("1.2345"), currency)).contains(new Money(12_345, currency));
        assertThat(Money.ofMajor(new BigDecimal("1.23456"), currency)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRL", "USD", "EUR", "COP", "HUF", "MGA", "TWD", "ARS", "MXN"})
    void hasTwoDigitsElsewhere(String currency) {
        assertThat(Money.ofMajor(new BigDecimal("8.50"), currency)).contains(new Money(850, currency));
        assertThat(Money.ofMajor(new BigDecimal("8.505"), currency)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "brl", "R$", "BTC", "XXX", "XTS", "XAU", "BRLX", "986"})
    void knowsNoOtherCurrency(String currency) {
        assertThat(Money.digits(currency)).isEmpty();
        assertThat(Money.ofMajor(BigDecimal.ONE, currency)).isEmpty();
        assertThat(Money.ofMinor(BigDecimal.ONE, currency)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "5e1,5000",
        "0,0",
        "0.00,0",
        "-0,0",
        "0e30,0",
        "1497.0,149700",
        "1497.000000000000000000000000000000,149700",
        "1.05e1,1050",
        "0.01,1",
        "92233720368547758.07,9223372036854775807"
    })
    void doesNotMindHowANumberIsWritten(String major, long minor) {
        assertThat(Money.ofMajor(new BigDecimal(major), "BRL")).contains(new Money(minor, "BRL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "0.005",
                "0.001",
                "92233720368547758.08",
                "1e20",
                "1e1000000000",
                "1e-1000000000",
                "1e2147483647",
                "1e-2147483647",
                "0.0000000000000000000000001"
            })
    void neitherRoundsNorGuesses(String major) {
        assertThat(Money.ofMajor(new BigDecimal(major), "BRL")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"250.00,250", "25e1,250", "0,0", "9223372036854775807,9223372036854775807"})
    void readsMinorUnits(String minor, long expected) {
        assertThat(Money.ofMinor(new BigDecimal(minor), "JPY")).contains(new Money(expected, "JPY"));
        assertThat(Money.ofMinor(new BigDecimal(minor), "BRL")).contains(new Money(expected, "BRL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-1", "9223372036854775808", "1e2147483647", "1e-2147483647"})
    void refusesMinorUnitsThatAreNone(String minor) {
        assertThat(Money.ofMinor(new BigDecimal(minor), "BRL")).isEmpty();
    }

    @Test
    void refusesNumbersTooLongToBeMoney() {
        BigDecimal huge = new BigDecimal(BigInteger.TEN.pow(100_000));

        assertThat(Money.ofMajor(huge, "BRL")).isEmpty();
        assertThat(Money.ofMinor(huge, "BRL")).isEmpty();
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "BRL"));
    }

    @Property
    void comesBackFromItsDecimalText(@ForAll @LongRange(min = 0) long minor, @ForAll @IntRange(max = 20) int zeros) {
        for (String currency : new String[] {"BRL", "JPY", "KWD", "CLF"}) {
            int digits = Money.digits(currency).orElseThrow();
            String text = BigDecimal.valueOf(minor, digits).toPlainString();
            String padded = (digits == 0 ? text + "." : text) + "0".repeat(zeros);

            assertThat(Money.ofMajor(new BigDecimal(padded), currency)).contains(new Money(minor, currency));
        }
    }

    @Property
    void neverReadsAFractionOfAMinorUnit(
            @ForAll @LongRange(min = 0) long minor, @ForAll @IntRange(min = 1, max = 999_999) int fraction) {
        BigDecimal major = BigDecimal.valueOf(minor, 2).add(BigDecimal.valueOf(fraction, 8));

        assertThat(Money.ofMajor(major, "BRL")).isEmpty();
    }
}
