package dev.correnteza.gateways.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.Tokens;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and sellers typed becomes what its form says, or nothing. An input is up to three texts, one in a line. */
class PeopleFuzzTest {
    private static final String E164 = "\\+[1-9][0-9]{7,14}";
    private static final String PHONE = "\\+55[1-9]{2}(9[0-9]{8}|[2-9][0-9]{7})|(?!\\+55)" + E164;

    static Stream<byte[]> texts() {
        return Stream.of(
                        "11\n98765-4321\nBR",
                        "+55\n(11) 98765-4321\nBrasil",
                        "055\n+351 912 345 678\nPT",
                        "\n8765-4321",
                        "123.456.789-09\nCPF",
                        "12.ABC.345/01DE-35\nCNPJ\nx",
                        "0197B1D2-0000-4000-8000-00000000ABCD\n0197b1d20000400080000000 0000abcd\n0197b1d200004000800000000000abcd",
                        "ctk_0123456789abcdefghij\n\u0661\u0662\u0663\nß")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("texts")
    @FuzzTest
    void readsWhatPeopleTyped(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", 3);
        @Nullable String second = lines.length > 1 ? lines[1] : null;
        @Nullable String third = lines.length > 2 ? lines[2] : null;

        assertMatches(Phones.e164(lines[0], second, third), PHONE);
        assertMatches(Phones.e164(null, lines[0], second), PHONE);
        assertMatches(Phones.e164WithCallingCode(lines[0], second, third), E164);
        assertMatches(Countries.alpha2(lines[0]), "[A-Z]{2}");
        assertIsADocument(lines[0], second);
        assertIsAToken(Tokens.webhookToken(lines[0], second, third));
        assertIsAToken(Tokens.webhookTokenWithoutDashes(lines[0]));
        // Fits a Telegram start parameter.
        assertMatches(Tokens.trackingToken(lines[0], second, third), "[A-Za-z0-9_-]{1,64}");
    }

    private static void assertIsADocument(String document, @Nullable String kind) {
        Customer customer = new Customer();
        Documents.set(customer, document, kind);

        assertThat(customer.getDocument() == null || !customer.getDocument().isEmpty())
                .isTrue();
        switch (customer.getDocumentType()) {
            case CPF -> assertMatches(customer.getDocument(), "[0-9]{11}");
            case CNPJ -> assertMatches(customer.getDocument(), "[0-9A-Z]{12}[0-9]{2}");
            case FOREIGN -> assertThat(kind).isNotNull();
            default -> assertThat(customer.getDocumentType()).isEqualTo(DocumentType.UNKNOWN);
        }
    }

    private static void assertIsAToken(@Nullable String token) {
        assertThat(token == null || UUID.fromString(token).toString().equals(token))
                .isTrue();
    }

    private static void assertMatches(@Nullable String text, String form) {
        if (text != null) {
            assertThat(text).matches(form);
        }
    }
}
