package dev.correnteza.tracking.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Our forms beside those of Meta's Java SDK 24.0.1, Node SDK 24.0.1 and parameter builder 1.3.2. */
class NormalizationVectorsTest {

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("undisputed")
    void hashesAsBothSdksWhereTheyAgreeAndKeepToTheRule(String key, String typed, String sha256) {
        List<String> forms = Forms.of(key, typed);

        assertThat(forms).isNotEmpty();
        assertThat(UserData.sha256(forms.getFirst())).isEqualTo(sha256);
    }

    static Stream<Arguments> undisputed() {
        return Forms.recorded("normalization-vectors.json").stream()
                .filter(vector -> vector.path("sdks_agree").asBoolean(false)
                        && vector.path("meets_written_rule").asBoolean(false))
                .filter(vector -> vector.path("source").asString().equals("java-sdk"))
                .map(vector -> Arguments.of(
                        vector.path("param").asString(),
                        vector.path("input").asString(),
                        vector.path("sha256").asString()));
    }

    @Test
    void differsFromTheLibrariesOnlyWhereTheTableSaysWhy() {
        Map<String, String> ours = new TreeMap<>();
        Stream.of("normalization-vectors.json", "param-builder-vectors.json")
                .flatMap(file -> Forms.recorded(file).stream())
                .filter(vector ->
                        !first(vector).equals(vector.path("normalized").asString("")))
                .forEach(vector -> ours.put(
                        vector.path("param").asString() + " "
                                + vector.path("input").asString(),
                        first(vector)));

        assertThat(ours)
                .isEqualTo(Differences.ALL.stream()
                        .collect(Collectors.toMap(
                                Differences.Difference::typed,
                                Differences.Difference::ours,
                                (a, b) -> b,
                                TreeMap::new)));
    }

    private static String first(JsonNode vector) {
        return Forms.of(vector.path("param").asString(), vector.path("input").asString()).stream()
                .findFirst()
                .orElse("");
    }
}
