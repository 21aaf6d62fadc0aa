package dev.correnteza.backfill.gateway.hotmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.backfill.failure.TransientFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotmartAnswerTest {
    @Test
    void keepsEachRecordByteByByte() {
        HotmartAnswer answer =
                parse("{ \"items\" : [ {\"name\": \"José\",\"v\":1997.0} , {\"v\": 1e2, \"in\": {\"items\": []}}],"
                        + "\"page_info\":{\"total_results\":2,\"next_page_token\":\"abc\"}}");

        assertThat(answer.records())
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("{\"name\": \"José\",\"v\":1997.0}", "{\"v\": 1e2, \"in\": {\"items\": []}}");
        assertThat(answer.nextPageToken()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[],\"page_info\":{\"total_results\":0}}",
                "{\"items\":[],\"page_info\":{\"next_page_token\":null}}",
                "{\"items\":[],\"page_info\":null}",
                "{\"page_info\":{\"next_page_token\":\"\"},\"items\":[]}",
                "{\"items\":[]}"
            })
    void hasNoNextPageWithoutAToken(String body) {
        assertThat(parse(body).nextPageToken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{}",
                "{\"error\":\"x\"}",
                "{\"items\":{}}",
                "{\"items\":[1]}",
                "{\"items\":[]",
                "{\"items\":[{\"secret\":\"joana@example.com\""
            })
    void refusesWhatIsNoPageAndQuotesNothingOfIt(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(TransientFailure.class)
                .hasNoCause()
                .hasMessage("GATEWAY_ANSWER_UNREADABLE");
    }

    private static HotmartAnswer parse(String body) {
        return HotmartAnswer.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
