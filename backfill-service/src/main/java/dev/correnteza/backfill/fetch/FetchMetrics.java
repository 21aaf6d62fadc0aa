package dev.correnteza.backfill.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * {@code correnteza.backfill.fetches}: notifications by what became of them; together they are those that were read. Alert where
 * {@code given_up} or {@code not_understood} grow.
 */
@Component
class FetchMetrics {
    private final MeterRegistry registry;

    FetchMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param gateway of a client, else {@code other}: the topic may name anything */
    void count(String gateway, Outcome outcome) {
        registry.counter(
                        "correnteza.backfill.fetches",
                        "gateway",
                        gateway,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** What became of a notification. */
    enum Outcome {
        /** The payment's state is on the live lane. */
        PUBLISHED,
        /** The gateway knows no such payment. */
        NOT_FOUND,
        /** There is no client for its gateway. */
        NO_CLIENT,
        /** No active account of that tenant has credentials. */
        NO_ACCOUNT,
        /** The gateway said what its package does not read. */
        NOT_UNDERSTOOD,
        /** The gateway does not answer, or refuses to. */
        GIVEN_UP,
        /** The record is no notification. */
        UNDECODABLE
    }
}
