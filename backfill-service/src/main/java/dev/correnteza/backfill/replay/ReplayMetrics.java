package dev.correnteza.backfill.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Records of replays: {@code scanned >= matched + undecodable}; {@code matched - written} are those of dry runs. */
@Component
class ReplayMetrics {
    private final Counter scanned;
    private final Counter matched;
    private final Counter written;
    private final Counter undecodable;

    ReplayMetrics(MeterRegistry registry) {
        this.scanned = counter(registry, "scanned");
        this.matched = counter(registry, "matched");
        this.written = counter(registry, "written");
        this.undecodable = counter(registry, "undecodable");
    }

    void count(ReplayCounts more) {
        scanned.increment((double) more.scanned());
        matched.increment((double) more.matched());
        written.increment((double) more.written());
        undecodable.increment((double) more.undecodable());
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("correnteza.replay.records")
                .tag("outcome", outcome)
                .register(registry);
    }
}
