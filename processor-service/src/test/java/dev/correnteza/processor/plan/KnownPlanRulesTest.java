package dev.correnteza.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.processor.plan.PlanRule.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class KnownPlanRulesTest {
    private final Table table = new Table();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final KnownPlanRules known = new KnownPlanRules(table, nanos::get);

    @Test
    void readsTheTableNoMoreOftenThanEveryTwoSeconds() {
        table.rows.add(rule("tenant-1", PlanType.ANNUAL));

        for (int i = 0; i < 100; i++) {
            assertThat(known.current().block()).containsOnlyKeys("tenant-1");
        }

        assertThat(table.reads).isEqualTo(1);
    }

    /** What was made under older ones is made again after that time, and would not be a second time. */
    @Test
    void givesOutNoRulesThatAreOlder() {
        known.current().block();
        table.rows.add(rule("tenant-1", PlanType.ANNUAL));
        assertThat(known.current().block()).isEmpty();

        nanos.addAndGet(KnownPlanRules.FRESH.toNanos());

        assertThat(known.current().block()).containsOnlyKeys("tenant-1");
    }

    private static PlanRule rule(String tenantId, PlanType type) {
        return new PlanRule(tenantId, "rule-1", Match.PRODUCT, "p1", type, null, false, Instant.EPOCH);
    }

    private static final class Table extends PlanRuleRepository {
        private final List<PlanRule> rows = new ArrayList<>();
        private int reads;

        Table() {
            super(null);
        }

        @Override
        Flux<PlanRule> all() {
            return Flux.defer(() -> {
                reads++;
                return Flux.fromIterable(List.copyOf(rows));
            });
        }
    }
}
