package dev.correnteza.tracking.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UserDataTest {

    @Test
    void hashesOnePrimaryValuePerKey() {
        UserData data = UserData.of(maria(), false);

        assertThat(data.values().keySet())
                .containsExactly(
                        "em", "ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country", "external_id", "fbc", "fbp");
        assertThat(data.values())
                .containsEntry("em", List.of("fe69152db399163076923cac12c437097d25aa4292f8fd32fd82ac309c23eddd"))
                .containsEntry("ph", List.of("029c7290f14c4516673508635f0519db95f7daf42057fd0e4ad1de84c5408a66"))
                .containsEntry("fn", List.of("8119183acdda40d93c6a39cf8839554b86ec3ce9c4b271d1d87042ba7ce6b4e0"))
                .containsEntry("ln", List.of("525357eb2fe3b95f8cf900b5a91e46ce33ff381be4c6ebf850adfc0e27dff4f5"))
                .containsEntry("db", List.of("a7663f6fe2f644ca345cc01fb4e805e7f2fcbe7c8bb50e8a56b313229cc53563"))
                .containsEntry("ge", List.of("252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111"))
                .containsEntry("ct", List.of("3eda1428ae1aece064071f8d40f08fe2bc59ffa66c171a163caf15122ec4d7f0"))
                .containsEntry("st", List.of("be18b85f77fc024db379acf19e8a1ce62307ab7bb1bca395389ecfc2dafaf741"))
                .containsEntry("zp", List.of("9a4a139dfbfcd2fc89a3cb4302dad65a35abd8d29a56c09a962b69c5cf3bca40"))
                .containsEntry("country", List.of("885036a0da3dff3c3e05bc79bf49382b12bc5098514ed57ce0875aba1aa2c40d"))
                .containsEntry(
                        "external_id", List.of("96e2e9bc3b9c363bc0bdef0e50f5deb6457aaa1935f7370ebf8596017c57340a"));
    }

    @Test
    void sendsOtherFormsOnlyWhenAsked() {
        UserData data = UserData.of(maria(), true);

        assertThat(data.values().get("ph"))
                .isEqualTo(List.of(
                        "029c7290f14c4516673508635f0519db95f7daf42057fd0e4ad1de84c5408a66",
                        "9d00682b6cd3bf3cfdfcb37f11706e1183d9e9aa55e88e775efdd5c2d1581efe"));
        assertThat(data.values().get("ct"))
                .isEqualTo(List.of(
                        "3eda1428ae1aece064071f8d40f08fe2bc59ffa66c171a163caf15122ec4d7f0",
                        "8f7f2f7ccd3f2898cf4850905346e8fb333d00aac1c974f8f37326e068cf7b1e"));
    }

    @Test
    void leavesOutWhatCannotBeNormalizedAndKeepsTheRest() {
        UserData data = UserData.of(
                new Person(
                        "maria silva@gmail",
                        "+0000000000",
                        "---",
                        "\u200b",
                        "31/02/1990",
                        "other",
                        "123",
                        "42",
                        "1",
                        "XX",
                        " ",
                        "",
                        null,
                        "fb.1.1554763741205",
                        "nonsense"),
                true);

        assertThat(data.values()).isEmpty();
    }

    @Test
    void printsNoValue() {
        assertThat(maria().toString()).isEqualTo("Person[***]");
        assertThat(UserData.of(maria(), false).toString())
                .doesNotContain("fe69152d")
                .contains("em");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F",
                "maria@exemplo.com.br"
            })
    void guardsHashedKeys(String value) {
        assertThat(UserData.isSendableHash(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "11 3456-7890,551134567890",
        "55 98765-4321,5555987654321",
        "(0xx11) 98765-4321,5511987654321",
        "0 15 11 98765-4321,5511987654321",
        "+55 (0) 11 98765-4321,5511987654321",
        "+351 912 345 678,351912345678",
        "+34 912 345 678,34912345678",
        "33612345678,33612345678",
        "１１９８７６５４３２１,5511987654321",
        "+55 11 8765-4321,551187654321"
    })
    void readsPhonesByTheNumberingPlan(String typed, String digits) {
        assertThat(Phones.forms(typed, true)).first().isEqualTo(digits);
    }

    @Test
    void takesNoForeignNumberForBrazilian() {
        assertThat(Phones.forms("34912345678", false)).containsExactly("34912345678");
    }

    @ParameterizedTest
    @CsvSource({"940351234,us,94035", "1310100,br,01310100", "1000-205,pt,1000205", "94035-1234,pt,940351234"})
    void readsPostalCodesByCountry(String typed, String country, String expected) {
        assertThat(Places.postalCodeForms(typed, country)).first().isEqualTo(expected);
    }

    @Test
    void doesNotFollowTheLanguageOfTheMachine() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));

            assertThat(Names.givenForms("INGRID")).first().isEqualTo("ingrid");
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedClickIds")
    void passesOnWhatTheBuilderMakesExceptWhatMetaWouldRefuse(String id, @Nullable String fbc, @Nullable String fbp) {
        boolean refused = id.contains("seconds") || id.contains("two fbclid") || id.contains("dot inside");

        assertThat(UserData.isFbc(fbc)).isEqualTo(fbc != null && !refused);
        assertThat(UserData.isFbp(fbp)).isTrue();
    }

    static Stream<Object[]> recordedClickIds() {
        return Forms.recorded("fbc-vectors.json").stream()
                .map(vector -> new @Nullable Object[] {
                    vector.path("id").asString(), text(vector.path("fbc")), text(vector.path("fbp"))
                });
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ct country st zp ge client_user_agent", "country", "fn", "ln ge", "db client_user_agent"})
    void knowsWhatIsTooBroad(String keys) {
        assertThat(UserData.isTooBroad(set(keys))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"em", "fn ln", "client_ip_address client_user_agent", "external_id", "db ge", "fbc"})
    void knowsWhatIsNot(String keys) {
        assertThat(UserData.isTooBroad(set(keys))).isFalse();
    }

    @Test
    void collapsesEqualFormsAndSendsNoNulls() {
        for (JsonNode vector : Forms.recorded("multivalue-vectors.json")) {
            for (JsonNode hash : vector.path("sent")) {
                if (hash.isString()) {
                    assertThat(UserData.isSendableHash(hash.asString())).isTrue();
                }
            }
        }
        assertThat(Names.givenForms("Maria")).containsExactly("maria");
        assertThat(Places.cityForms("Curitiba")).containsExactly("curitiba");
    }

    @Test
    void estimatesMatchQualityAsTheExamplesSay() {
        for (JsonNode example : Forms.recorded("match-quality-examples.json")) {
            Set<String> keys = new HashSet<>();
            example.path("keys").forEach(key -> keys.add(key.asString()));
            boolean warm = keys.remove("external_id_warm");
            if (warm || keys.remove("external_id_cold")) {
                keys.add("external_id");
            }
            if (keys.remove("fn+ln")) {
                keys.addAll(Set.of("fn", "ln"));
            }

            assertThat(MatchQuality.of(keys, warm))
                    .as(keys.toString())
                    .isEqualTo(example.path("score").asDouble());
        }
    }

    private static Set<String> set(String keys) {
        return keys.isEmpty() ? Set.of() : Set.of(keys.split(" "));
    }

    private static Person maria() {
        return new Person(
                " Maria.Silva@Exemplo.com.br",
                "(11) 98765-4321",
                "Maria Clara",
                "da Silva",
                "1990-03-05",
                "F",
                "São Paulo",
                "SP",
                "01310-100",
                "BR",
                "cus_7f3a91",
                null,
                null,
                "fb.1.1770000000000.IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk",
                "fb.2.1769999000000.1098115397");
    }
}
