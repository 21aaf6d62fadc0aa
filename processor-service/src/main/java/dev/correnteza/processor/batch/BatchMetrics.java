package dev.correnteza.processor.batch;

import dev.correnteza.processor.ledger.BooksNeededAlone;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * {@code correnteza.processor.events}: consumed = applied + duplicate + parked + failed, counted when committed. A batch that is
 * read again after a crash is counted again, as duplicates. Alert on any parked or failed. {@code correnteza.processor.batches.again}:
 * batches that met another's rows or locks and were applied a second time; nothing is wrong with them, and each costs twice.
 */
@Component
class BatchMetrics {
    private static final String EVENTS = "correnteza.processor.events";

    private final MeterRegistry registry;
    private final Counter applied;
    private final Counter duplicates;
    private final Counter transitions;

    BatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.applied = counter("applied");
        this.duplicates = counter("duplicate");
        this.transitions = Counter.builder("correnteza.processor.transitions")
                .description("Transitions made")
                .register(registry);
    }

    void applied(Applied batch) {
        applied.increment(batch.fresh());
        duplicates.increment(batch.duplicates());
        transitions.increment(batch.transitions());
        if (batch.waiting() > 0) {
            setAside(Status.PARKED, batch.waiting());
        }
    }

    /** A batch is applied again, {@link Concurrency#GUARDED} or alone. */
    void again(Throwable reason) {
        Counter.builder("correnteza.processor.batches.again")
                .description("Batches that are applied a second time, as another transaction was or may be in the way")
                .tag("reason", reasonOf(reason))
                .register(registry)
                .increment();
    }

    private static String reasonOf(Throwable reason) {
        if (reason instanceof BooksNeededAlone) {
            return "alone";
        }
        return RecordFaults.isTaken(reason) ? "taken" : "lost_race";
    }

    void setAside(Status status, int records) {
        counter(status.name().toLowerCase(Locale.ROOT)).increment(records);
    }

    private Counter counter(String outcome) {
        return Counter.builder(EVENTS)
                .description("Payment events by how they ended")
                .tag("outcome", outcome)
                .register(registry);
    }
}
