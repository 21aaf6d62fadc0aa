package dev.correnteza.ingest.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/**
 * {@code correnteza.ingest.webhooks}: a timer per gateway, outcome and reason; its count over all tags equals the requests that
 * came to {@code /webhooks}: received = accepted + quarantined + not_found + refused + unreadable + too_large + unavailable +
 * failed. Alert on any {@code failed}, on {@code unavailable} for a minute, and on a rise of {@code refused}.
 */
final class WebhookMetrics {
    private static final String NAME = "correnteza.ingest.webhooks";

    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void stop(Timer.Sample sample, Outcome outcome) {
        sample.stop(Timer.builder(NAME)
                .description("Webhooks by how they ended")
                .tag("gateway", outcome.gateway())
                .tag("outcome", outcome.result().name().toLowerCase(Locale.ROOT))
                .tag("reason", outcome.reason())
                .publishPercentileHistogram()
                .register(registry));
    }
}
