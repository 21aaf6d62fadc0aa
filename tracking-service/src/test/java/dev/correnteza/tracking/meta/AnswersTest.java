package dev.correnteza.tracking.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AnswersTest {

    @Test
    void readsEveryRecordedAnswer() {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (JsonNode recorded : Forms.recorded("answers.json")) {
            Answer answer = read(
                    recorded.path("http_status").asInt(), recorded.path("body").asString());
            outcomes.put(recorded.path("name").asString(), answer.outcome());
        }

        assertThat(outcomes)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("error-100-2804001-bad-fbc", Outcome.CLICK_ID_REFUSED),
                        Map.entry("error-100-2804003-too-old", Outcome.REFUSED),
                        Map.entry("error-100-2804009-no-value", Outcome.REFUSED),
                        Map.entry("error-100-2804010-no-currency", Outcome.REFUSED),
                        Map.entry("error-100-2804016-not-hashed", Outcome.REFUSED),
                        Map.entry("error-100-2804050-no-user-data", Outcome.REFUSED),
                        Map.entry("error-100-33-no-permission", Outcome.NOT_ALLOWED),
                        Map.entry("error-17-user-throttled", Outcome.THROTTLED),
                        Map.entry("error-190-463-token-expired", Outcome.NOT_ALLOWED),
                        Map.entry("error-190-token-unparseable", Outcome.NOT_ALLOWED),
                        Map.entry("error-2-temporary", Outcome.UNKNOWN),
                        Map.entry("error-200-permission", Outcome.NOT_ALLOWED),
                        Map.entry("error-21009-not-ready", Outcome.TEMPORARY),
                        Map.entry("error-368-policy", Outcome.NOT_ALLOWED),
                        Map.entry("error-4-app-throttled", Outcome.THROTTLED),
                        Map.entry("error-html-502", Outcome.UNKNOWN),
                        Map.entry("partial", Outcome.ACCEPTED),
                        Map.entry("success", Outcome.ACCEPTED))));
    }

    @ParameterizedTest
    @CsvSource({
        "200,{\"events_received\":0},MISCOUNTED",
        "200,{\"events_received\":2},MISCOUNTED",
        "201,{\"events_received\":1},ACCEPTED",
        "200,<html></html>,UNKNOWN",
        "200,{},UNKNOWN",
        "200,,UNKNOWN",
        "503,,UNKNOWN",
        "429,,THROTTLED",
        "403,<html></html>,UNKNOWN",
        "400,{},UNEXPECTED",
        "400,{\"error\":{\"code\":4711}},UNEXPECTED",
        "400,{\"error\":{\"code\":80004}},THROTTLED",
        "403,{\"error\":{\"code\":10}},NOT_ALLOWED",
        "400,{\"error\":{\"code\":105}},REFUSED"
    })
    void readsTheRestByCodeThenByStatus(int status, String body, Outcome outcome) {
        assertThat(read(status, body == null ? "" : body.replace('|', ',')).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void readsTheWaitInMinutes() {
        String usage =
                "{\"111\":[{\"type\":\"ads_management\",\"call_count\":100,\"estimated_time_to_regain_access\":19}]}";

        Answer answer = Answers.read(400, usage, "{\"error\":{\"code\":4}}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.retryAfter()).isEqualTo(Duration.ofMinutes(19));
    }

    private static Answer read(int status, String body) {
        return Answers.read(status, null, body.getBytes(StandardCharsets.UTF_8));
    }
}
