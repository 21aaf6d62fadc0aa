package dev.correnteza.tracking.conversion;

import dev.correnteza.tracking.conversion.ConversionRepository.Attempt;
import dev.correnteza.tracking.meta.Answer;
import dev.correnteza.tracking.meta.ConversionsApi;
import dev.correnteza.tracking.meta.MatchQuality;
import dev.correnteza.tracking.meta.Outcome;
import dev.correnteza.tracking.meta.ServerEvent;
import dev.correnteza.tracking.meta.UserData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what is due, each attempt on its own, so that one that hangs delays no other. An attempt that is not marked, because the
 * process was killed or the database was away, is made again once its lease is over, with the same bytes.
 */
final class ConversionSender {
    private static final Logger log = LoggerFactory.getLogger(ConversionSender.class);
    private static final int MAX_DOUBLINGS = 20;

    private final Map<String, Pixel> pixels;
    private final ConversionProperties properties;
    private final ConversionRepository conversions;
    private final PauseRepository pauses;
    private final ConversionsApi api;
    private final DeliveryPublisher publisher;
    private final ConversionMetrics metrics;
    private final Clock clock;
    private final Pump pump = new Pump("send", this::round);
    private final AtomicInteger underWay = new AtomicInteger();

    ConversionSender(
            Map<String, Pixel> pixels,
            ConversionProperties properties,
            ConversionRepository conversions,
            PauseRepository pauses,
            ConversionsApi api,
            DeliveryPublisher publisher,
            ConversionMetrics metrics,
            Clock clock) {
        this.pixels = pixels;
        this.properties = properties;
        this.conversions = conversions;
        this.pauses = pauses;
        this.api = api;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Something may be due. */
    void wake() {
        pump.wake();
    }

    /** No attempt starts after this. */
    void stop() {
        pump.stop();
    }

    /** Attempts that have not ended. */
    int underWay() {
        return underWay.get();
    }

    /** Paused pixels are tried at once, because a start may have brought another token. */
    Mono<Void> begin() {
        return pauses.probeNow(pixels.keySet(), clock.instant());
    }

    /** What does not hurry: ends what waited too long and tries paused pixels. */
    Mono<Void> tick() {
        Instant now = clock.instant();
        return conversions
                .expire(now)
                .doOnNext(reason -> metrics.conversions("failed", 1))
                .count()
                .doOnNext(ended -> {
                    if (ended > 0) {
                        publisher.wake();
                    }
                })
                .then(Mono.defer(this::probe))
                .then(Mono.zip(conversions.pending(), pauses.count(), (pending, paused) -> {
                    metrics.waiting(pending.count(), pending.oldest(), paused);
                    return pending;
                }))
                .then();
    }

    private Mono<Void> probe() {
        Instant now = clock.instant();
        return pauses.probe(pixels.keySet(), now, now.plus(properties.pause()))
                .concatMap(pixelId ->
                        conversions.claim(Set.of(pixelId), Set.of(pixelId), 1, clock.instant(), properties.lease()))
                .doOnNext(this::start)
                .then();
    }

    private Mono<Void> round() {
        int free = properties.connections() - underWay.get();
        if (free <= 0 || pixels.isEmpty()) {
            return Mono.empty();
        }
        return conversions
                .claim(pixels.keySet(), List.of(), free, clock.instant(), properties.lease())
                .doOnNext(this::start)
                .count()
                .doOnNext(claimed -> {
                    if (claimed == free) {
                        wake();
                    }
                })
                .then();
    }

    private void start(Attempt attempt) {
        Pixel pixel = pixels.get(attempt.pixelId());
        if (pixel == null) {
            throw new IllegalStateException("claimed for a pixel that was not asked for");
        }
        boolean wasFull = underWay.incrementAndGet() >= properties.connections();
        api.send(pixel.id(), pixel.token(), attempt.event())
                .doOnNext(answer -> metrics.answer(answer.outcome()))
                .flatMap(answer -> mark(attempt, answer))
                .doFinally(signal -> {
                    underWay.decrementAndGet();
                    if (wasFull) {
                        wake();
                    }
                })
                .subscribe(null, error -> warn(attempt, error));
    }

    private Mono<Void> mark(Attempt attempt, Answer answer) {
        Instant now = clock.instant();
        return switch (answer.outcome()) {
            case ACCEPTED -> accepted(attempt, answer, now);
            case TEMPORARY -> again(attempt, answer, false);
            case UNKNOWN -> again(attempt, answer, true);
            case THROTTLED, NOT_ALLOWED -> pause(attempt, answer, now);
            case CLICK_ID_REFUSED -> withoutClickId(attempt, answer, now);
            case REFUSED -> failed(attempt, Reason.REFUSED, answer, now);
            case MISCOUNTED -> failed(attempt, Reason.MISCOUNTED, answer, now);
            case UNEXPECTED ->
                attempt.number() < properties.unexpectedAttempts()
                        ? again(attempt, answer, false)
                        : failed(attempt, Reason.UNEXPECTED, answer, now);
        };
    }

    private Mono<Void> accepted(Attempt attempt, Answer answer, Instant now) {
        return conversions
                .end(attempt, null, answer, now)
                .doOnNext(marked -> {
                    if (marked) {
                        metrics.sent(Duration.between(attempt.createdAt(), now));
                        publisher.wake();
                    }
                })
                .then(Mono.defer(() -> pauses.resume(attempt.pixelId())))
                .doOnNext(wasPaused -> {
                    if (wasPaused) {
                        log.atInfo().addKeyValue("pixelId", attempt.pixelId()).log("pixel takes events again");
                        wake();
                    }
                })
                .then();
    }

    private Mono<Void> again(Attempt attempt, Answer answer, boolean isUnknown) {
        Duration backoff = backoff(attempt.number());
        return conversions
                .tryAgain(attempt, answer, isUnknown, clock.instant().plus(backoff))
                .doOnNext(marked -> Mono.delay(backoff).subscribe(due -> wake()))
                .then();
    }

    private Mono<Void> pause(Attempt attempt, Answer answer, Instant now) {
        Duration asked = answer.retryAfter() == null ? properties.pause() : answer.retryAfter();
        Duration first = asked.compareTo(properties.pause()) < 0 ? properties.pause() : asked;
        return pauses.pause(attempt.pixelId(), first, properties.maxBackoff(), answer.errorCode(), now)
                .doOnNext(isNew -> {
                    if (isNew) {
                        alert(attempt, answer);
                    }
                })
                .then(Mono.defer(() -> conversions.tryAgain(attempt, answer, false, now)))
                .then();
    }

    private Mono<Void> withoutClickId(Attempt attempt, Answer answer, Instant now) {
        if (attempt.clickIdRemoved()) {
            return failed(attempt, Reason.REFUSED, answer, now);
        }
        ServerEvent event = ServerEvent.withoutClickId(attempt.event());
        if (UserData.isTooBroad(event.matchKeys())) {
            return failed(attempt, Reason.TOO_LITTLE_KNOWN, answer, now);
        }
        return conversions
                .removeClickId(attempt, event, MatchQuality.of(event.matchKeys(), false), answer, now)
                .doOnNext(marked -> wake())
                .then();
    }

    private Mono<Void> failed(Attempt attempt, Reason reason, Answer answer, Instant now) {
        return conversions
                .end(attempt, reason, answer, now)
                .doOnNext(marked -> {
                    if (marked) {
                        metrics.conversions("failed", 1);
                        publisher.wake();
                        log.atWarn()
                                .addKeyValue("tenantId", attempt.tenantId())
                                .addKeyValue("paymentId", attempt.paymentId())
                                .addKeyValue("reason", reason)
                                .addKeyValue("errorCode", answer.errorCode())
                                .addKeyValue("errorSubcode", answer.errorSubcode())
                                .log("conversion failed");
                    }
                })
                .then();
    }

    /** Between half and all of first, twice first, four times first ...: senders that failed together come back apart. */
    private Duration backoff(int attempt) {
        long doubled = properties.firstBackoff().toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long longest = Math.max(1, Math.min(doubled, properties.maxBackoff().toMillis()));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    private static void alert(Attempt attempt, Answer answer) {
        (answer.outcome() == Outcome.NOT_ALLOWED ? log.atError() : log.atWarn())
                .addKeyValue("tenantId", attempt.tenantId())
                .addKeyValue("pixelId", attempt.pixelId())
                .addKeyValue("errorCode", answer.errorCode())
                .addKeyValue("errorSubcode", answer.errorSubcode())
                .log("pixel paused");
    }

    private static void warn(Attempt attempt, Throwable error) {
        log.atWarn()
                .addKeyValue("paymentId", attempt.paymentId())
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("errorCode", error.getClass().getSimpleName())
                .log("attempt not marked");
    }

    /** Drives the polling. */
    Flux<Long> ticks() {
        return Flux.interval(Duration.ZERO, properties.pollInterval()).onBackpressureDrop();
    }
}
