package dev.correnteza.gateways.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.correnteza.gateways.Normalization.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{}{}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"c\":2,\"b\":3}}",
                "{\"a\":\"\\x\"}",
                "// no\n{}"
            })
    void readsNothingButOneObjectWithoutDoubleNames(String body) {
        assertThatExceptionOfType(UnreadablePayload.class)
                .isThrownBy(() -> json(body))
                .matches(failure -> !failure.isTooComplex())
                .withMessageNotContaining("text");
    }

    @Test
    void readsNoBrokenUtf8() {
        byte[] body = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(UnreadablePayload.class).isThrownBy(() -> JsonPayload.parse(body));
    }

    @Test
    void stopsAtBombs() {
        for (String bomb : new String[] {
            "{\"a\":".repeat(41) + "1" + "}".repeat(41),
            "{\"a\":" + "[".repeat(1_000_000),
            "{\"a\":" + "9".repeat(61) + "}",
            "{\"a\":1e11111111110588}",
            "{\"" + "n".repeat(501) + "\":1}",
            "{\"a\":[" + "1,".repeat(50_000) + "1]}"
        }) {
            assertThatExceptionOfType(UnreadablePayload.class)
                    .isThrownBy(() -> json(bomb))
                    .matches(UnreadablePayload::isTooComplex);
        }
    }

    @Test
    void readsHalfACharacterAsUtf8WritesIt() {
        JsonPayload payload = json("{\"a\":\"cut \\ud83d\",\"b\":[\"\\ude00\"],\"c\":\"whole \\ud83d\\ude00\"}");

        assertThat(payload.text("a")).isEqualTo("cut ?");
        assertThat(payload.texts("b")).containsExactly("?");
        assertThat(payload.text("c")).isEqualTo("whole \ud83d\ude00");
        assertThat(payload.values()).containsEntry("a", "cut ?");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "'\"12\"',12", "0,", "-1,", "1.5,", "2147483648,"})
    void countsFromOne(String value, Integer expected) {
        assertThat(json("{\"a\":" + value + "}").count("a")).isEqualTo(expected);
    }

    @Test
    void readsOrRefusesGarbageAndNothingElse() {
        Random random = new Random(20260315);
        byte[] good = "{\"a\":{\"b\":[1,2.5e3,\"é\\u00e9\",true,null]},\"c\":\"x\"}".getBytes(UTF_8);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] body = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(JsonPayload.parse(body).isPresent()).isTrue();
                read++;
            } catch (UnreadablePayload expected) {
                assertThat(expected).hasMessage("not JSON");
            }
        }

        assertThat(read).isBetween(100, 40_000);
    }

    @Test
    void takesNumbersWithHugeExponentsForWhatTheyAre() {
        JsonPayload payload = json("{\"a\":1e999999999,\"b\":1e-999999999,\"c\":\"1e999999999\"}");

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            for (String name : new String[] {"a", "b", "c"}) {
                assertThat(payload.text(name)).hasSizeLessThan(30);
                assertThat(payload.number(name)).isNotNull();
                assertThat(payload.integer(name)).isNull();
                assertThat(payload.flag(name)).isFalse();
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'\" x \"',x",
                "'\"\"',-",
                "'\"  \"',-",
                "null,-",
                "[],-",
                "{},-",
                "true,-",
                "12,12",
                "12345678901234567890123,12345678901234567890123",
                "1.50,1.50",
                "'\"1.50\"',1.50"
            })
    void readsTextsAndNumbersAsText(String value, String expected) {
        assertThat(json("{\"a\":" + value + "}").text("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5e1,50",
                "250.00,250",
                "'\" 10.5 \"',10.5",
                "'\"1,5\"',-",
                "'\"\"',-",
                "'\"R$ 1\"',-",
                "true,-",
                "[],-",
                "-0.10,-0.1",
                "0.1,0.1",
                "1497.0,1497"
            })
    void readsNumbersAndNumbersInQuotesAsDecimals(String value, BigDecimal expected) {
        BigDecimal number = json("{\"a\":" + value + "}").number("a");

        if (expected == null) {
            assertThat(number).isNull();
        } else {
            assertThat(number).isEqualByComparingTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "12,12",
                "'\"12\"',12",
                "12.0,12",
                "1.2e1,12",
                "12.5,-",
                "2147483648,-",
                "-2147483648,-2147483648",
                "1e10,-",
                "null,-"
            })
    void readsWholeNumbersThatFit(String value, Integer expected) {
        assertThat(json("{\"a\":" + value + "}").integer("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "1,true",
        "'\"true\"',true",
        "'\"TRUE\"',true",
        "'\"1\"',true",
        "false,false",
        "0,false",
        "'\"yes\"',false",
        "null,false",
        "[],false",
        "2,false"
    })
    void readsFlags(String value, boolean expected) {
        assertThat(json("{\"a\":" + value + "}").flag("a")).isEqualTo(expected);
    }

    @Test
    void goesOnThroughWhatIsAbsentAndNamesThePath() {
        JsonPayload payload = json("{\"a\":{\"b\":{\"c\":1},\"l\":[{\"x\":1},2,{\"x\":3}]},\"e\":[],\"n\":null}");

        assertThat(payload.at("a").at("b").text("c")).isEqualTo("1");
        assertThat(payload.at("x").at("y").isPresent()).isFalse();
        assertThat(payload.at("e").isPresent()).isFalse();
        assertThat(payload.at("n").text("x")).isNull();
        assertThat(payload.has("n")).isFalse();
        assertThat(payload.has("e")).isTrue();
        assertThat(payload.at("a").each("l"))
                .extracting(element -> element.text("x"))
                .containsExactly("1", "3");
        assertThat(payload.each("a")).isEmpty();
        assertThat(payload.at("a").at("b").pathOf("c")).isEqualTo("a.b.c");
        assertThat(payload.at("a").each("l").getFirst().pathOf("x")).isEqualTo("a.l.x");
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> payload.at("a").at("b").requiredText("d"))
                .satisfies(failure -> assertThat(failure.asResult().reason()).isEqualTo(Reason.MISSING_FIELD))
                .satisfies(failure -> assertThat(failure.asResult().detail()).isEqualTo("a.b.d"));
    }

    static JsonPayload json(String text) {
        try {
            return JsonPayload.parse(text.getBytes(UTF_8));
        } catch (UnreadablePayload e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
