package dev.correnteza.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @ParameterizedTest
    @CsvSource({
        // 30 January in Sao Paulo, 31 in UTC.
        "MONTHLY, 2026-01-31T02:30:00Z, 1, 2026-03-01T02:30:00Z",
        "MONTHLY, 2026-01-31T02:30:00Z, 2, 2026-03-31T02:30:00Z",
        "MONTHLY, 2026-01-31T15:00:00Z, 1, 2026-02-28T15:00:00Z",
        "MONTHLY, 2026-01-31T15:00:00Z, 2, 2026-03-31T15:00:00Z",
        "MONTHLY, 2028-01-31T15:00:00Z, 1, 2028-02-29T15:00:00Z",
        "BIMONTHLY, 2025-12-31T15:00:00Z, 1, 2026-02-28T15:00:00Z",
        "QUARTERLY, 2026-11-30T15:00:00Z, 1, 2027-02-28T15:00:00Z",
        "SEMIANNUAL, 2026-08-31T15:00:00Z, 1, 2027-02-28T15:00:00Z",
        "ANNUAL, 2028-02-29T15:00:00Z, 1, 2029-02-28T15:00:00Z",
        "ANNUAL, 2028-02-29T15:00:00Z, 4, 2032-02-29T15:00:00Z",
        "WEEKLY, 2026-01-31T15:00:00Z, 2, 2026-02-14T15:00:00Z",
        // Summer time ended between them: the clock on the wall is the same.
        "MONTHLY, 2019-02-01T02:00:00Z, 1, 2019-03-01T03:00:00Z"
    })
    void countsInTheCalendarOfSaoPaulo(PlanType type, Instant anchor, int cycles, Instant expected) {
        assertThat(type.cadence().after(anchor, cycles)).isEqualTo(expected);
    }

    @Property(tries = 500)
    void neverLeavesTheDayOfTheAnchorButForMonthsThatLackIt(
            @ForAll @IntRange(min = 0, max = 4_000) int day, @ForAll @IntRange(min = 1, max = 60) int cycles) {
        LocalDate from = LocalDate.of(2020, 1, 1).plusDays(day);
        Instant anchor = from.atTime(LocalTime.NOON).atZone(SAO_PAULO).toInstant();

        LocalDate to = PlanType.MONTHLY
                .cadence()
                .after(anchor, cycles)
                .atZone(SAO_PAULO)
                .toLocalDate();

        assertThat(to.getDayOfMonth()).isEqualTo(Math.min(from.getDayOfMonth(), to.lengthOfMonth()));
        assertThat(to.getYear() * 12 + to.getMonthValue())
                .isEqualTo(from.getYear() * 12 + from.getMonthValue() + cycles);
    }
}
