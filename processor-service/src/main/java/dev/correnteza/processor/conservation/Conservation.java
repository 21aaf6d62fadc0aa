package dev.correnteza.processor.conservation;

import dev.correnteza.processor.conservation.ConservationRepository.Difference;
import dev.correnteza.processor.rounds.Round;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares each hour once both sides have read all of it, again while it does not come out even, when a record of it comes late,
 * and when what waited or was given up does so no more. {@code correnteza.processor.conservation.differences}: accounts and hours that do not come out even; alert above 0. {@code
 * correnteza.processor.conservation.behind}: seconds since when hours wait to be compared. Every instance tells the same.
 */
@Component
class Conservation implements Round {
    private static final Logger log = LoggerFactory.getLogger(Conservation.class);
    // Producers write their own time: two of them may be a moment apart.
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int NAMED_IN_LOG = 10;

    private final ConservationRepository repository;
    private final TopicExtents extents;
    private final ConservationProperties properties;
    private final WebhookLogMonths months;
    private final Clock clock;
    private volatile long differences;
    private volatile double behindSeconds;

    Conservation(
            ConservationRepository repository,
            TopicExtents extents,
            ConservationProperties properties,
            WebhookLogMonths months,
            Clock clock,
            MeterRegistry registry) {
        this.repository = repository;
        this.extents = extents;
        this.properties = properties;
        this.months = months;
        this.clock = clock;
        Gauge.builder("correnteza.processor.conservation.differences", this, it -> it.differences)
                .description("Accounts and hours where received is not what became of it")
                .register(registry);
        Gauge.builder("correnteza.processor.conservation.behind", this, it -> it.behindSeconds)
                .description("Time since when hours wait to be compared")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public Duration every() {
        return properties.lookEvery();
    }

    @Override
    public String failure() {
        return "what was received cannot be compared";
    }

    @Override
    public Mono<Void> once() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            // First what the log has forgotten: compared once more, it would seem lost.
            return repository
                    .forget(months.oldestKept()
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant())
                    .then(extents.now())
                    .flatMap(partitions -> repository.completeUntil(partitions, now))
                    .doOnNext(until ->
                            behindSeconds = Duration.between(until, now).toMillis() / 1_000.0)
                    .flatMap(until -> compare(until.minus(SKEW), now))
                    .then(repository.different().collectList())
                    .doOnNext(this::show)
                    .then();
        });
    }

    private Mono<Void> compare(Instant until, Instant now) {
        return repository
                .toCompare(until)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(hour -> repository.compare(hour, now))
                .then();
    }

    private void show(List<Difference> found) {
        differences = found.size();
        found.stream()
                .limit(NAMED_IN_LOG)
                .forEach(one -> log.atError()
                        .addKeyValue("accountId", one.accountId())
                        .addKeyValue("hour", one.hour())
                        .addKeyValue("difference", one.difference())
                        .log("received is not what became of it"));
    }
}
