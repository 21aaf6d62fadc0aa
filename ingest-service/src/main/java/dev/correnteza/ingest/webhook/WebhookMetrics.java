package dev.correnteza.ingest.webhook;

import dev.correnteza.ingest.webhook.Outcome.Result;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code correnteza.ingest.webhooks}: a timer per gateway, outcome and reason; its count over all tags equals the requests that
 * came to {@code /webhooks}: received = accepted + quarantined + not_found + refused + unreadable + too_slow + too_large +
 * limited + abandoned + unavailable + failed. Alert on any {@code failed} and any {@code adapter_failed}, on {@code unavailable} for a
 * minute, and on a rise of {@code refused}.
 */
final class WebhookMetrics {
    private static final String NAME = "correnteza.ingest.webhooks";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Measurement start() {
        return new Measurement(Timer.start(registry));
    }

    private Timer timer(Kind kind) {
        return Timer.builder(NAME)
                .description("Webhooks by how they ended")
                .tag("gateway", kind.gateway())
                .tag("outcome", kind.result().label())
                .tag("reason", kind.reason())
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }

    private record Kind(String gateway, Result result, String reason) {}

    /** One request, counted once however many ends it comes to. */
    final class Measurement {
        private final Timer.Sample sample;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Measurement(Timer.Sample sample) {
            this.sample = sample;
        }

        void end(Outcome outcome) {
            if (ended.compareAndSet(false, true)) {
                Kind kind = new Kind(outcome.gateway(), outcome.result(), outcome.reason());
                sample.stop(timers.computeIfAbsent(kind, WebhookMetrics.this::timer));
            }
        }
    }
}
