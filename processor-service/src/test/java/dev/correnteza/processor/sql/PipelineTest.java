package dev.correnteza.processor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.processor.matching.ConcurrentBirth;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PipelineTest {
    private static final Mono<Void> IN_THE_WAY =
            Mono.error(new R2dbcDataIntegrityViolationException("duplicate key", "23505"));
    private static final Mono<Void> ABORTED =
            Mono.error(new R2dbcTransientResourceException("transaction is aborted", "25P02"));

    @Test
    void failsAsTheStatementThatFailedByItself() {
        assertThat(failureOf(List.of(ABORTED, Mono.empty(), IN_THE_WAY, ABORTED)))
                .isEqualTo("SQLSTATE_23505");
        assertThat(failureOf(List.of(IN_THE_WAY))).isEqualTo("SQLSTATE_23505");
        assertThat(failureOf(List.of(ABORTED, ABORTED))).isEqualTo("SQLSTATE_25P02");
    }

    @Test
    void keepsWhatIsNoFaultOfTheDatabase() {
        assertThatThrownBy(() -> Pipeline.of(List.of(Mono.error(new ConcurrentBirth()), ABORTED))
                        .block())
                .isInstanceOf(ConcurrentBirth.class);
    }

    @Test
    void waitsForAllAlsoWhenOneFails() {
        List<String> done = new ArrayList<>();
        Mono<Void> later = Mono.delay(Duration.ofMillis(50)).then(Mono.fromRunnable(() -> done.add("later")));

        assertThatThrownBy(() -> Pipeline.of(List.of(IN_THE_WAY, later)).block())
                .isInstanceOf(R2dbcDataIntegrityViolationException.class);

        assertThat(done).containsExactly("later");
    }

    private static String failureOf(List<Mono<Void>> statements) {
        try {
            Pipeline.of(statements).block();
            return "none";
        } catch (RuntimeException e) {
            return RecordFaults.codeOf(e);
        }
    }
}
