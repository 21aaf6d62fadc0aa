package dev.correnteza.processor.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

class FailuresTest {
    private static final String INSIDE = "inside-story";

    private static final Map<String, RuntimeException> FAILURES = Map.of(
            "bug", new IllegalStateException(INSIDE),
            "sql", new InvalidDataAccessResourceUsageException(INSIDE),
            "text",
                    new DataIntegrityViolationException(
                            INSIDE, new R2dbcDataIntegrityViolationException(INSIDE, "22021")),
            "away", new DataAccessResourceFailureException(INSIDE),
            "begin", new CannotCreateTransactionException(INSIDE),
            "conflict", new Conflict("account: disabled (expected: active)"));

    private final WebTestClient client = WebTestClient.bindToController(new Failing())
            .controllerAdvice(new Failures())
            .build();

    @Test
    void answersFaultsOfOursWithoutTheirStory() {
        assertProblem("bug", 500, "a fault of this service; its log tells more");
        assertProblem("sql", 500, "a fault of this service; its log tells more");
    }

    @Test
    void answersThatTheDatabaseIsAway() {
        assertProblem("away", 503, "the database does not answer; ask again");
        assertProblem("begin", 503, "the database does not answer; ask again");
    }

    @Test
    void answersWhatTheCallerCanMend() {
        assertProblem("text", 400, "path, parameter or body (expected: text without NUL)");
        assertProblem("conflict", 409, "account: disabled (expected: active)");
    }

    private void assertProblem(String failure, int status, String detail) {
        client.get()
                .uri("/fail/" + failure)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("about:blank")
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .consumeWith(answer -> assertThat(
                                new String(answer.getResponseBody(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain(INSIDE));
    }

    @RestController
    private static final class Failing {
        @GetMapping("/fail/{failure}")
        Mono<String> fail(@PathVariable("failure") String failure) {
            return Mono.error(FAILURES.get(failure));
        }
    }
}
