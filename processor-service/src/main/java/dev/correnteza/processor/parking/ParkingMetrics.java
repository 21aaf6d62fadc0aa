package dev.correnteza.processor.parking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * {@code correnteza.processor.parking.tries}: tries of records that waited, by how they ended. Parked = applied + duplicate +
 * dead_lettered + those that wait still; refused is tried again.
 */
@Component
class ParkingMetrics {
    private final MeterRegistry registry;

    ParkingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(Try outcome) {
        Counter.builder("correnteza.processor.parking.tries")
                .description("Tries of parked records by how they ended")
                .tag("outcome", outcome.tag)
                .register(registry)
                .increment();
    }

    /** Ends of a try. */
    enum Try {
        APPLIED("applied"),
        DUPLICATE("duplicate"),
        REFUSED("refused"),
        DEAD_LETTERED("dead_lettered");

        private final String tag;

        Try(String tag) {
            this.tag = tag;
        }
    }
}
