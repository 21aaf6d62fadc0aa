package dev.correnteza.bench.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessingResultTest {
    private static final List<Turn> FLOOR = List.of(turn(500), turn(2_000), turn(1_000));

    @Test
    void holdsFromTwoFifthsOfTheFloorOn() {
        assertThat(result(400, List.of(), List.of()).held()).isTrue();
        assertThat(result(399, List.of(), List.of()).held()).isFalse();
    }

    @Test
    void asksThatASecondLaneAdds() {
        assertThat(result(500, List.of(turn(499)), List.of()).held()).isTrue();
        assertThat(result(500, List.of(turn(500)), List.of()).held()).isFalse();
    }

    @Test
    void asksForThreeFifthsOfTheRateOverFilledTables() {
        assertThat(result(500, List.of(), List.of(turn(300))).held()).isTrue();
        assertThat(result(500, List.of(), List.of(turn(299))).held()).isFalse();
    }

    private static ProcessingResult result(double perSecond, List<Turn> oneLane, List<Turn> filled) {
        return ProcessingResult.of(FLOOR, List.of(turn(perSecond)), oneLane, filled);
    }

    private static Turn turn(double perSecond) {
        return new Turn(perSecond, perSecond, 1, 1);
    }
}
