package dev.correnteza.ingest.spool;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpoolConfiguration {
    private static final String PREFIX = "correnteza.ingest.spool.";

    @Bean(destroyMethod = "close")
    Spool spool(SpoolProperties properties, Clock clock, MeterRegistry registry) {
        Spool spool = new Spool(properties, clock);
        gauges(spool, clock, registry);
        counters(spool, registry);
        return spool;
    }

    private static void gauges(Spool spool, Clock clock, MeterRegistry registry) {
        Gauge.builder(PREFIX + "waiting", spool, Spool::waitingRecords)
                .description("Records in the spool")
                .register(registry);
        Gauge.builder(PREFIX + "waiting.size", spool, Spool::waitingBytes)
                .description("Size of the records in the spool")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(PREFIX + "oldest.age", spool, s -> age(s, clock))
                .description("Time since the record that waits longest was spooled; 0 when none waits")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(PREFIX + "available", spool, s -> s.canTake() ? 1 : 0)
                .description("1 while the spool can take records, 0 while it is full or failed")
                .register(registry);
    }

    /** Over the life of a spool, however often the service starts: spooled = drained + waiting. */
    private static void counters(Spool spool, MeterRegistry registry) {
        FunctionCounter.builder(PREFIX + "spooled", spool, Spool::spooled)
                .description("Records forced to disk")
                .register(registry);
        FunctionCounter.builder(PREFIX + "drained", spool, Spool::drained)
                .description("Records of the spool written to their topics")
                .register(registry);
        FunctionCounter.builder(PREFIX + "errors", spool, Spool::errors)
                .description("Failures of the disk, or of opening the spool again")
                .register(registry);
    }

    private static double age(Spool spool, Clock clock) {
        return spool.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
