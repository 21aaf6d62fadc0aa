package dev.correnteza.tracking.conversion;

import dev.correnteza.tracking.meta.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happened to transitions and conversions. Two equations hold since the service started, each of committed work:
 *
 * <ul>
 *   <li>{@code correnteza.tracking.transitions}: consumed records = {@code sale} + {@code other} (not paid, or replayed) + {@code untracked}
 *       (paid, the tenant has no pixel) + {@code undecodable}; a batch that is delivered again is counted again
 *   <li>{@code correnteza.tracking.conversions}: sales times pixels = {@code enqueued} + {@code skipped} (not to be sent, with its
 *       reason in the row) + {@code duplicate}; and {@code enqueued} = {@code sent} + {@code failed} + change of {@code pending}
 * </ul>
 *
 * <p>Alert on {@code undecodable} or {@code failed} above 0, on {@code correnteza.tracking.pixels.paused} above 0 and on {@code
 * correnteza.tracking.conversions.oldest} above a minute. Answers are counted by outcome; lag is the time from the books to Meta.
 */
final class ConversionMetrics {
    private static final String TRANSITIONS = "correnteza.tracking.transitions";
    private static final String CONVERSIONS = "correnteza.tracking.conversions";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong paused = new AtomicLong();
    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
    private final Timer lag;

    ConversionMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.lag = Timer.builder("correnteza.tracking.conversions.lag").register(registry);
        registry.gauge("correnteza.tracking.conversions.pending", pending);
        registry.gauge("correnteza.tracking.pixels.paused", paused);
        registry.gauge(
                "correnteza.tracking.conversions.oldest", oldest, since -> seconds(since.get(), clock.instant()));
    }

    void transitions(String outcome, long count) {
        registry.counter(TRANSITIONS, OUTCOME, outcome).increment((double) count);
    }

    void conversions(String outcome, long count) {
        registry.counter(CONVERSIONS, OUTCOME, outcome).increment((double) count);
    }

    void answer(Outcome outcome) {
        String name = outcome.name().toLowerCase(Locale.ROOT);
        registry.counter("correnteza.tracking.answers", OUTCOME, name).increment();
    }

    void sent(Duration sinceStored) {
        conversions("sent", 1);
        lag.record(sinceStored);
    }

    void waiting(long conversions, @Nullable Instant since, long pausedPixels) {
        pending.set(conversions);
        oldest.set(since);
        paused.set(pausedPixels);
    }

    private static double seconds(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Duration.between(since, now).toMillis() / 1000.0;
    }
}
