package dev.correnteza.gateways.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormPayloadTest {
    @Test
    void readsNamesAndValues() throws Exception {
        JsonPayload form = FormPayload.parse("name=Jo%C3%A3o+Silva&value=10.50&empty=&&flag\n".getBytes(UTF_8));

        assertThat(form.text("name")).isEqualTo("João Silva");
        assertThat(form.number("value")).isEqualByComparingTo("10.5");
        assertThat(form.text("empty")).isNull();
        assertThat(form.has("flag")).isTrue();
        assertThat(form.has("other")).isFalse();
    }

    @Test
    void keepsTheFirstOfARepeatedParameter() throws Exception {
        assertThat(FormPayload.parameters("a=1&a=2&b=%3D%26")).isEqualTo(Map.of("a", "1", "b", "=&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "text", "&&", "a=%zz", "a=%", "%=1"})
    void readsNothingElse(String body) {
        assertThatExceptionOfType(UnreadablePayload.class)
                .isThrownBy(() -> FormPayload.parse(body.getBytes(UTF_8)))
                .matches(failure -> !failure.isTooComplex());
    }

    @Test
    void stopsAtTooManyParameters() {
        StringBuilder distinct = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            distinct.append("&p").append(i).append("=1");
        }

        for (String body : new String[] {distinct.toString(), "a=1&".repeat(1_000) + "b=2&c=3"}) {
            assertThatExceptionOfType(UnreadablePayload.class)
                    .isThrownBy(() -> FormPayload.parse(body.getBytes(UTF_8)))
                    .matches(UnreadablePayload::isTooComplex);
        }
    }
}
