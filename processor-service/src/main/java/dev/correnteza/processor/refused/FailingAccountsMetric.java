package dev.correnteza.processor.refused;

import dev.correnteza.processor.sql.RecordFaults;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code correnteza.processor.accounts.signatures.failing}: active accounts whose webhooks are refused for their proof, by gateway.
 * Every instance tells the same number. Alert on any above 0 for a minute. On the way, what was kept for too long is let go.
 */
@Component
class FailingAccountsMetric implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FailingAccountsMetric.class);

    private final FailingAccounts failing;
    private final RefusedRepository repository;
    private final RefusedProperties properties;
    private final Clock clock;
    private final MultiGauge gauge;
    private volatile @Nullable Disposable looking;

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
    public void start() {
        looking = Flux.interval(properties.lookEvery())
                .onBackpressureDrop()
                .concatMap(tick -> look())
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable current = looking;
        if (current != null) {
            current.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    private Mono<Void> look() {
        return failing.byGateway()
                .doOnNext(this::show)
                .then(Mono.defer(() -> repository.expire(clock.instant())))
                .onErrorResume(failure -> {
                    log.atWarn()
                            .addKeyValue("errorCode", RecordFaults.codeOf(failure))
                            .log("failing accounts cannot be counted; trying again");
                    return Mono.empty();
                });
    }

    private void show(Map<String, Long> byGateway) {
        gauge.register(
                byGateway.entrySet().stream()
                        .<Row<?>>map(count -> Row.of(Tags.of("gateway", count.getKey()), count.getValue()))
                        .toList(),
                true);
    }
}
