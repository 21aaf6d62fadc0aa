package dev.correnteza.gateways.payload;

import static dev.correnteza.gateways.payload.JsonPayloadTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "5e1,BRL,5000",
        "250.00,BRL,25000",
        "'\"10.50\"',BRL,1050",
        "0,BRL,0",
        "12500,CLP,12500",
        "8.50,EUR,850",
        "1.234,KWD,1234"
    })
    void readsMajorUnits(String value, String currency, long minor) {
        assertThat(Amounts.major(json("{\"a\":" + value + "}"), "a", currency)).isEqualTo(new Money(minor, currency));
        assertThat(Amounts.requiredMajor(json("{\"a\":" + value + "}"), "a", currency))
                .isEqualTo(new Money(minor, currency));
    }

    @ParameterizedTest
    @CsvSource({"1050,BRL,1050", "250.00,BRL,250", "'\"1050\"',BRL,1050", "12500,CLP,12500"})
    void readsMinorUnits(String value, String currency, long minor) {
        assertThat(Amounts.minor(json("{\"a\":" + value + "}"), "a", currency)).isEqualTo(new Money(minor, currency));
        assertThat(Amounts.requiredMinor(json("{\"a\":" + value + "}"), "a", currency))
                .isEqualTo(new Money(minor, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":null}", "{\"a\":\"\"}", "{\"a\":\"  \"}"})
    void findsNoAmountWhereNothingIsSaid(String body) {
        assertThat(Amounts.major(json(body), "a", "BRL")).isNull();
        assertThat(Amounts.minor(json(body), "a", "BRL")).isNull();
        isNotUnderstood(Reason.UNREADABLE_AMOUNT, () -> Amounts.requiredMajor(json(body), "a", "BRL"));
        isNotUnderstood(Reason.UNREADABLE_AMOUNT, () -> Amounts.requiredMinor(json(body), "a", "BRL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.005", "\"many\"", "\"1,50\"", "1e30", "[]", "{}", "true", "1e999999999"})
    void neitherRoundsNorGuesses(String value) {
        isNotUnderstood(Reason.UNREADABLE_AMOUNT, () -> Amounts.major(json("{\"a\":" + value + "}"), "a", "BRL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-1", "\"many\"", "99999999999999999999"})
    void readsNoPartsOfMinorUnits(String value) {
        isNotUnderstood(Reason.UNREADABLE_AMOUNT, () -> Amounts.minor(json("{\"a\":" + value + "}"), "a", "BRL"));
    }

    @Test
    void readsCurrenciesInAnyCaseAndNeverGuessesOne() {
        assertThat(Amounts.currency(json("{\"c\":\" brl \"}"), "c")).isEqualTo("BRL");
        isNotUnderstood(Reason.UNKNOWN_CURRENCY, () -> Amounts.currency(json("{\"c\":\"XXX\"}"), "c"));
        isNotUnderstood(Reason.UNKNOWN_CURRENCY, () -> Amounts.currency(json("{\"c\":\"R$\"}"), "c"));
        isNotUnderstood(Reason.MISSING_FIELD, () -> Amounts.currency(json("{\"c\":\"\"}"), "c"));
        isNotUnderstood(Reason.MISSING_FIELD, () -> Amounts.currency(json("{}"), "c"));
    }

    static void isNotUnderstood(Reason reason, ThrowingCallable reading) {
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(reading)
                .satisfies(failure -> assertThat(failure.asResult().reason()).isEqualTo(reason))
                .satisfies(failure -> assertThat(failure.asResult().detail()).isIn("a", "c"));
    }
}
