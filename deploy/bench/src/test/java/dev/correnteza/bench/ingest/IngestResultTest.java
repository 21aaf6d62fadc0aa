package dev.correnteza.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.bench.load.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestResultTest {
    private static final List<Turn> FLOOR = List.of(turn(1_000, 0), turn(3_000, 0), turn(2_000, 0));

    @Test
    void holdsFromHalfTheFloorOn() {
        assertThat(IngestResult.of(1, List.of(turn(1_000, 0)), FLOOR, true).held())
                .isTrue();
        assertThat(IngestResult.of(1, List.of(turn(999, 0)), FLOOR, true).held())
                .isFalse();
    }

    @Test
    void holdsAtASteadyRateWhateverTheFloorTakes() {
        assertThat(IngestResult.of(1, List.of(turn(10, 0)), FLOOR, false).held())
                .isTrue();
    }

    @Test
    void doesNotHoldWithOneAnswerThatIsNot2xx() {
        assertThat(IngestResult.of(1, List.of(turn(2_000, 1)), FLOOR, true).held())
                .isFalse();
    }

    private static Turn turn(long answers, long others) {
        return new Turn(new Measurement(answers, others, 1, 1, 2), 1);
    }
}
