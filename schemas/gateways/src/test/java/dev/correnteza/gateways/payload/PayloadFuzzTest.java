package dev.correnteza.gateways.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correnteza.events.value.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies are read within their limits or not at all; what stands in them is exact money, a plausible time, or not understood. */
class PayloadFuzzTest {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final DateTimeFormatter BRAZILIAN = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

    static Stream<byte[]> json() {
        return Stream.of(
                        "{\"a\":10.5,\"b\":\"1e3\",\"c\":-1,\"d\":1e-999999999,\"e\":\"0.1e999999999\",\"f\":12345678901234567890}",
                        "{\"t\":1772031600,\"u\":1772031600000,\"v\":\"2026-03-10T14:22:31.123456789-0300\",\"w\":\"2026-03-10 14:22\"}",
                        "{\"x\":\"2026-03-10\",\"y\":\"10/03/2026 14:22:31\",\"z\":\"+999999999-01-01T00:00:00Z\"}",
                        "{\"o\":{\"p\":[{\"q\":[]},null,true,\"\\ud83d\\ude00\"]},\"r\":\" \",\"s\":\"true\",\"n\":null}",
                        "{\"twice\":1,\"twice\":2}",
                        "{\"a\":".repeat(41) + "1" + "}".repeat(41),
                        "{\"a\":" + "9".repeat(61) + "}")
                .map(text -> text.getBytes(UTF_8));
    }

    static Stream<byte[]> forms() {
        return Stream.of(
                        "produto%5Bnome%5D=Curso+de+Viol%C3%A3o&venda[valor]=197,00&a=1&a=2",
                        "a", "=", "&&a=%", "a=%ff%00%e0%80", "{\"a\":1}")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("json")
    @FuzzTest
    void readsJsonWithinItsLimits(byte[] body) {
        JsonPayload payload;
        try {
            payload = JsonPayload.parse(body);
        } catch (UnreadablePayload e) {
            return;
        }
        Map<String, Object> values = payload.values();

        assertThat(depth(values)).isLessThanOrEqualTo(JsonPayload.MAX_DEPTH);
        readAll(payload, values);
    }

    @MethodSource("forms")
    @FuzzTest
    void readsFormsWithinTheirLimits(byte[] body) {
        JsonPayload payload;
        try {
            payload = FormPayload.parse(body);
        } catch (UnreadablePayload e) {
            return;
        }
        readAll(payload, payload.values());
    }

    private static void readAll(JsonPayload payload, Map<String, Object> values) {
        values.keySet().forEach(name -> {
            readValue(payload, name);
            List<String> texts = payload.texts(name);
            assertThat(texts).doesNotContainNull();
            JsonPayload child = payload.at(name);
            readAll(child, child.values());
            payload.each(name).forEach(element -> readAll(element, element.values()));
        });
    }

    private static void readValue(JsonPayload payload, String name) {
        String text = payload.text(name);
        assertThat(text == null || !text.isBlank() && text.equals(text.strip())).isTrue();
        payload.flag(name);
        payload.pathOf(name);
        Integer integer = payload.integer(name);
        BigDecimal number = payload.number(name);
        assertThat(integer == null || number != null && number.compareTo(BigDecimal.valueOf(integer)) == 0)
                .isTrue();
        understood(() -> Amounts.currency(payload, name));
        for (String currency : List.of("BRL", "JPY", "CLF")) {
            assertExact(understood(() -> Amounts.major(payload, name, currency)), number, digits(currency));
            assertExact(understood(() -> Amounts.minor(payload, name, currency)), number, 0);
        }
        assertPlausible(understood(() -> Times.epochSeconds(payload, name)));
        assertPlausible(understood(() -> Times.epochMillis(payload, name)));
        assertPlausible(understood(() -> Times.iso(payload, name, Times.SAO_PAULO)));
        assertPlausible(understood(() -> Times.local(payload, name, BRAZILIAN, UTC)));
    }

    private static void assertExact(@Nullable Money money, @Nullable BigDecimal number, int digits) {
        if (money != null) {
            assertThat(money.minor()).isNotNegative();
            assertThat(BigDecimal.valueOf(money.minor(), digits)).isEqualByComparingTo(number);
        }
    }

    private static void assertPlausible(@Nullable Instant instant) {
        assertThat(instant == null || !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST))
                .isTrue();
    }

    private static int digits(String currency) {
        return Money.digits(currency).orElseThrow();
    }

    /** What is read; {@code null} where it is not understood. */
    private static <T> @Nullable T understood(Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (NotUnderstoodException e) {
            return null;
        }
    }

    private static int depth(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                1
                        + object.values().stream()
                                .mapToInt(PayloadFuzzTest::depth)
                                .max()
                                .orElse(0);
            case List<?> list ->
                1 + list.stream().mapToInt(PayloadFuzzTest::depth).max().orElse(0);
            case null, default -> 0;
        };
    }
}
