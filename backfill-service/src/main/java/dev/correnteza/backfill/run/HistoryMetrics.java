package dev.correnteza.backfill.run;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Pages and records of histories: {@code records = published + not_understood}, but for dry runs, which publish nothing. */
@Component
class HistoryMetrics {
    private static final String RECORDS = "correnteza.backfill.records";

    private final MeterRegistry registry;

    HistoryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String gateway, HistoryCounts more) {
        registry.counter("correnteza.backfill.pages", "gateway", gateway).increment((double) more.pages());
        registry.counter(RECORDS, "gateway", gateway, "outcome", "fetched").increment((double) more.records());
        registry.counter(RECORDS, "gateway", gateway, "outcome", "published").increment((double) more.published());
        registry.counter(RECORDS, "gateway", gateway, "outcome", "not_understood")
                .increment((double) more.notUnderstood());
    }
}
