package dev.correnteza.gateways.payload;

import static dev.correnteza.gateways.payload.AmountsTest.isNotUnderstood;
import static dev.correnteza.gateways.payload.JsonPayloadTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Normalization.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-15T12:00:00Z,2026-03-15T12:00:00Z",
        "2026-03-15T12:00:00.123456Z,2026-03-15T12:00:00.123456Z",
        "2026-03-15T12:00:00-03:00,2026-03-15T15:00:00Z",
        "2026-03-15T12:00:00.000-0300,2026-03-15T15:00:00Z",
        "2026-03-15T12:00:00+0530,2026-03-15T06:30:00Z",
        "2026-03-15T12:00:00.9999999Z,2026-03-15T12:00:00.9999999Z",
        "2026-03-15 12:00:00,2026-03-15T15:00:00Z",
        "2026-03-15T12:00:00,2026-03-15T15:00:00Z",
        "2026-03-15 12:00,2026-03-15T15:00:00Z",
        "2026-03-15,2026-03-15T03:00:00Z",
        // Summer time, as it was until February 2019.
        "2018-12-15 12:00:00,2018-12-15T14:00:00Z",
        "2018-12-15,2018-12-15T02:00:00Z",
        "2019-12-15 12:00:00,2019-12-15T15:00:00Z"
    })
    void readsIsoDatesWithTheirOffsetOrTheZoneOfTheSheet(String text, Instant expected) {
        assertThat(Times.iso(json("{\"a\":\"" + text + "\"}"), "a", Times.SAO_PAULO))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"soon\"",
                "\"2026-02-30\"",
                "\"2026-03-15T25:00:00Z\"",
                "\"15/03/2026\"",
                "\"1999-12-31T23:59:59Z\"",
                "\"2200-01-01T00:00:01Z\"",
                "20260315",
                "\"0000-00-00 00:00:00\"",
                "\"2026-03-15T12:00:00 Z\"",
                "\"+999999999-12-31T23:59:59Z\""
            })
    void doesNotUnderstandATimeItCannotRead(String value) {
        isNotUnderstood(Reason.UNREADABLE_TIME, () -> Times.iso(json("{\"a\":" + value + "}"), "a", Times.SAO_PAULO));
    }

    @ParameterizedTest
    @CsvSource({
        "1773576000000,2026-03-15T12:00:00Z",
        "'\"1773576000000\"',2026-03-15T12:00:00Z",
        "1.773576e12,2026-03-15T12:00:00Z"
    })
    void readsMilliseconds(String value, Instant expected) {
        assertThat(Times.epochMillis(json("{\"a\":" + value + "}"), "a")).isEqualTo(expected);
    }

    @Test
    void readsSeconds() {
        assertThat(Times.epochSeconds(json("{\"a\":1773576000}"), "a"))
                .isEqualTo(Instant.parse("2026-03-15T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1773576000", "-1", "0", "1e999999999", "1773576000000.5", "\"soon\"", "[]", "999999999999999999"
            })
    void takesNoImplausibleMilliseconds(String value) {
        isNotUnderstood(Reason.UNREADABLE_TIME, () -> Times.epochMillis(json("{\"a\":" + value + "}"), "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1773576000000", "-1", "0", "999999999999999999", "\"soon\""})
    void takesNoImplausibleSeconds(String value) {
        isNotUnderstood(Reason.UNREADABLE_TIME, () -> Times.epochSeconds(json("{\"a\":" + value + "}"), "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":null}", "{\"a\":\"\"}", "{\"a\":\" \"}"})
    void findsNoTimeWhereNothingIsSaid(String body) {
        assertThat(Times.iso(json(body), "a", ZoneOffset.UTC)).isNull();
        assertThat(Times.epochMillis(json(body), "a")).isNull();
        assertThat(Times.epochSeconds(json(body), "a")).isNull();
        assertThat(Times.local(json(body), "a", DateTimeFormatter.ISO_LOCAL_DATE_TIME, ZoneOffset.UTC))
                .isNull();
    }

    @Test
    void readsLocalTimesInTheirOwnPattern() {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

        assertThat(Times.local(json("{\"a\":\"15/03/2026 12:00\"}"), "a", format, Times.SAO_PAULO))
                .isEqualTo(Instant.parse("2026-03-15T15:00:00Z"));
        isNotUnderstood(
                Reason.UNREADABLE_TIME,
                () -> Times.local(json("{\"a\":\"2026-03-15\"}"), "a", format, Times.SAO_PAULO));
    }
}
