package dev.correnteza.backfill.gateway.hotmart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.backfill.gateway.HistoryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HotmartSweepTest {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final HistoryRange RANGE =
            new HistoryRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-03-10T12:00:00Z"));

    @Test
    void coversTheRangeWithoutAGapInWindowsOfThirtyDaysAtMost() {
        List<HotmartSweep> sweeps = all();

        assertThat(sweeps).hasSize(3 * HotmartSweep.GROUPS.size());
        assertThat(sweeps.getFirst().from()).isEqualTo(RANGE.from());
        assertThat(sweeps.getLast().to()).isEqualTo(RANGE.to());
        assertThat(sweeps)
                .allSatisfy(sweep -> assertThat(Duration.between(sweep.from(), sweep.to()))
                        .isPositive()
                        .isLessThanOrEqualTo(WINDOW));
        for (int i = 1; i < sweeps.size(); i++) {
            assertThat(sweeps.get(i).from())
                    .isIn(sweeps.get(i - 1).from(), sweeps.get(i - 1).to());
        }
    }

    @Test
    void asksForEveryStatusOncePerWindow() {
        assertThat(all().stream()
                        .filter(sweep -> sweep.from().equals(RANGE.from()))
                        .flatMap(sweep -> sweep.statuses().stream()))
                .containsExactlyInAnyOrder(
                        "APPROVED",
                        "BLOCKED",
                        "CANCELLED",
                        "CHARGEBACK",
                        "COMPLETE",
                        "EXPIRED",
                        "NO_FUNDS",
                        "OVERDUE",
                        "PARTIALLY_REFUNDED",
                        "PRE_ORDER",
                        "PRINTED_BILLET",
                        "PROCESSING_TRANSACTION",
                        "PROTESTED",
                        "REFUNDED",
                        "STARTED",
                        "UNDER_ANALISYS",
                        "WAITING_PAYMENT");
    }

    @Test
    void asksAlongTheLifeOfASale() {
        List<Integer> life = List.of("WAITING_PAYMENT", "OVERDUE", "APPROVED", "COMPLETE", "REFUNDED").stream()
                .map(HotmartSweepTest::group)
                .toList();

        assertThat(life).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isTheSameAfterItWasStored() {
        HotmartSweep group = all().get(7);
        HotmartSweep page = group.page("eyJyb3dzIjozLCJwYWdlIjoyfQ==/with/slashes");

        assertThat(HotmartSweep.parse(page.text())).isEqualTo(page);
        assertThat(HotmartSweep.parse(page.again().text())).isEqualTo(group);
    }

    @Test
    void progressesFromNothingToNearlyAll() {
        List<Double> progress =
                all().stream().map(sweep -> sweep.progress(RANGE)).toList();

        assertThat(progress).isSorted().allMatch(share -> share >= 0 && share < 1);
        assertThat(progress.getFirst()).isZero();
    }

    private static int group(String status) {
        return HotmartSweep.GROUPS.indexOf(HotmartSweep.GROUPS.stream()
                .filter(statuses -> statuses.contains(status))
                .findFirst()
                .orElseThrow());
    }

    private static List<HotmartSweep> all() {
        List<HotmartSweep> sweeps = new ArrayList<>();
        @Nullable HotmartSweep sweep = HotmartSweep.first(RANGE, WINDOW);
        while (sweep != null) {
            sweeps.add(sweep);
            sweep = sweep.next(RANGE, WINDOW);
        }
        return sweeps;
    }
}
