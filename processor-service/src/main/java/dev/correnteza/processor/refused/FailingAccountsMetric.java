package dev.correnteza.processor.refused;

import dev.correnteza.processor.rounds.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * {@code correnteza.processor.accounts.signatures.failing}: active accounts whose webhooks are refused for their proof, by gateway.
 * Every instance tells the same number. Alert on any above 0 for a minute. On the way, what was kept for too long is let go.
 */
@Component
class FailingAccountsMetric implements Round {
    private final FailingAccounts failing;
    private final RefusedRepository repository;
    private final RefusedProperties properties;
    private final Clock clock;
    private final MultiGauge gauge;

    FailingAccountsMetric(
            FailingAccounts failing,
            RefusedRepository repository,
            RefusedProperties properties,
            Clock clock,
            MeterRegistry registry) {
        this.failing = failing;
        this.repository = repository;
        this.properties = properties;
        this.clock = clock;
        this.gauge = MultiGauge.builder("correnteza.processor.accounts.signatures.failing")
                .description("Active accounts whose webhooks are refused for their proof")
                .register(registry);
    }

    @Override
    public Duration every() {
        return properties.lookEvery();
    }

    @Override
    public String failure() {
        return "failing accounts cannot be counted";
    }

    @Override
    public Mono<Void> once() {
        return failing.byGateway().doOnNext(this::show).then(Mono.defer(() -> repository.expire(clock.instant())));
    }

    private void show(Map<String, Long> byGateway) {
        gauge.register(
                byGateway.entrySet().stream()
                        .<Row<?>>map(count -> Row.of(Tags.of("gateway", count.getKey()), count.getValue()))
                        .toList(),
                true);
    }
}
