package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.custom.ExpressionLanguage.BrokenExpression;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionLanguageTest {
    private static final String BODY = """
            {"id": 5, "none": null, "blank": " ", "price": 197.00, "whole": 1e2, "huge": 123456789012345678901234567890,
             "tiny": 1e-999999999, "ok": true, "buyer": {"email": "a@b", "tags": [null, "x"]},
             "meta": [{"k": "utm", "v": "z"}, {"k": "y", "v": "w"}], "long": "%s", "half": "%s",
             "many": [%s0]}""".formatted("x".repeat(2_001), "x".repeat(1_000), "0,".repeat(1_000));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "body.id|5",
                "body.price|197.00",
                "body.whole|100",
                "body.huge|123456789012345678901234567890",
                "body.tiny|1E-999999999",
                "body.ok|true",
                "body.?none|-",
                "body.blank|-",
                "null|-",
                "body.?nobody.?email|-",
                "body.buyer.?email|a@b",
                "body.buyer.email + ' ' + body.buyer.tags[1]|a@b x",
                "body.buyer.tags[0]|-",
                "body.meta.filter(m, m.k == 'utm')[0].v|z",
                "body.meta.filter(m, m.k == 'none')[?0].?v|-",
                "body.meta.exists(m, m.k == 'y') ? 'yes' : 'no'|yes",
                "has(body.none) ? 'there' : 'not there'|not there",
                "headers['x-event'].upperAscii().split('.')[1]|PAID",
                "query[?'page'].orValue('first')|first",
                "body.id * 100 + 1|501",
                "string(body.id) + '-' + string(int('7'))|5-7",
                "body.id in [4, 5] && !('z' in body)|true",
                "string('abc'.contains('bc')) + 'a.b'.split('.')[1]|trueb",
                "has(body.long) ? 'seen' : 'too long'|too long"
            })
    void evaluates(String expression, String expected) throws Exception {
        assertThat(evaluate(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body.missing",
                "body.none.deeper",
                "body.buyer",
                "body.meta",
                "1.5",
                "body.price + 1",
                "body.id + 9223372036854775807",
                "body.id * 9223372036854775807",
                "body.id / 0",
                "body.buyer == body.buyer",
                "body.buyer.tags != body.buyer.tags",
                "body.buyer in body.meta",
                "'x' in body.many",
                "body.half.contains(body.half)",
                "body.half.split(body.half)[0]",
                "body.half.split('')[0]",
                "int(body.buyer.email)",
                "body.meta[2].k",
                "body.buyer.email.charAt(99)"
            })
    void failsOnTheRestByTheNameOfTheFieldOnly(String expression) {
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> evaluate(expression))
                .satisfies(
                        e -> assertThat(e.asResult()).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "the field")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "body.",
                "nobody.id",
                "item.id",
                "body.id.matches('(a+)+')",
                "body.buyer.email.replace('a', 'aaaaaaaaaa')",
                "['a', 'b'].join('x')",
                "'a'.indexOf('b')",
                "timestamp('2026-03-10T14:22:31Z')",
                "[1, 2].map(x, x)",
                "[1, 2].all(x, x > 0)",
                "body.?buyer.optMap(x, x.email)",
                "body.?buyer.optFlatMap(x, x.?email)",
                "dyn(body)",
                "type(body)",
                "bytes('x')",
                "double('1.5')",
                "1.5 + 1.5",
                "java.lang.Runtime.getRuntime()",
                "google.protobuf.Timestamp{}"
            })
    void knowsNothingElse(String expression) {
        assertThatThrownBy(() -> ExpressionLanguage.compile("the field", expression))
                .isInstanceOf(BrokenExpression.class)
                .hasMessageNotContaining("<input>");
    }

    @Test
    void takesNoExpressionThatIsTooLongOrNestedTooDeeply() {
        String tooLong = "'" + "x".repeat(ExpressionLanguage.MAX_LENGTH) + "'";
        String tooDeep = "[".repeat(40) + "]".repeat(40);

        for (String expression : new String[] {tooLong, tooDeep}) {
            assertThatThrownBy(() -> ExpressionLanguage.compile("the field", expression))
                    .isInstanceOf(BrokenExpression.class);
        }
    }

    @Test
    void makesNoTextAndNoListBeyondItsBounds() throws Exception {
        assertThat(evaluate("size(body.half + body.half)")).isEqualTo("2000");
        assertThat(evaluate("size(body.meta + body.meta)")).isEqualTo("4");

        for (String expression : new String[] {"size(body.half + body.half + 'x')", "size(body.many + [1])"}) {
            assertThatExceptionOfType(NotUnderstoodException.class).isThrownBy(() -> evaluate(expression));
        }
    }

    /** What CEL writes out for a macro must not grow with each link of a chain. */
    @Test
    void compilesAndEvaluatesTheLongestChainAtOnce() throws Exception {
        String filters = "body.meta" + ".filter(m, m.k != 'none')".repeat(28) + "[0].v";
        String optionals = "body" + ".?buyer".repeat(28);
        String texts = "'a'" + " + 'a'".repeat(28);

        assertThat(evaluate(filters)).isEqualTo("z");
        assertThat(evaluate(optionals)).isNull();
        assertThat(evaluate(texts)).hasSize(29);
    }

    @Test
    void endsAfterSoManyRounds() throws Exception {
        String within = "body.many.exists(a, a == 1) ? 'found' : 'not found'";
        String nested = "body.meta.exists(a, body.meta.exists(b, b.k == 'none')) ? 'found' : 'not found'";

        assertThatExceptionOfType(NotUnderstoodException.class).isThrownBy(() -> evaluate(within));
        assertThat(evaluate(nested)).isEqualTo("not found");
    }

    private static String evaluate(String expression) throws Exception {
        Map<String, Object> variables = Map.of(
                "body", PayloadValues.of(JsonPayload.parse(BODY.getBytes(UTF_8)).values()),
                "headers", Map.of("x-event", "order.paid"),
                "query", Map.of());
        return ExpressionLanguage.compile("the field", expression).text(variables);
    }
}
